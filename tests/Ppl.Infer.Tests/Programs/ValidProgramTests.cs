using System.Collections.Immutable;
using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Infer.Tests.Pair;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Programs that are as they should be, among them all that the tests of older systems hold for such: one step each of three objectives.</summary>
public sealed class ValidProgramTests
{
    private static readonly ImmutableArray<Pair> Pairs =
    [
        new("no site at all", () => { }, () => { }),
        new("data without latents", () => Sample("x", new Normal(torch.zeros([2]), 1).ToEvent(1), obs: torch.zeros([2])), () => { }),
        new("a latent and its data", () => Sample("y", new Normal(Draw("z"), 1), obs: torch.ones([])), () => Learn("z")),
        new("a discrete latent", () => Sample("y", new Normal(Throw("z"), 1), obs: torch.ones([])), () => Guess("z")),
        new("a plate", () => { using Plate rows = Plate("rows", 10); Throw("x"); }, () => { using Plate rows = Plate("rows", 10); Guess("x"); }),
        new("a subsampled plate", () => { using Plate rows = Plate("rows", 10, 5); Throw("x"); }, () => { using Plate rows = Plate("rows", 10, 5); Guess("x"); }),
        new("a plate of one element", () => { using Plate rows = Plate("rows", 1); Throw("x"); }, () => { using Plate rows = Plate("rows", 1); Guess("x"); }),
        new("a plate of no elements", () => { using Plate rows = Plate("rows", 0); Draw("x"); }, () => { using Plate rows = Plate("rows", 0); Learn("x"); }),
        new("a plate that only the model has", () => { Throw("x"); using Plate rows = Plate("rows", 3); Throw("y", torch.ones([3])); }, () => Guess("x")),
        new("a sequential plate", () => { foreach (long i in SequentialPlate("rows", 4)) Throw($"x_{i}"); }, () => { foreach (long i in SequentialPlate("rows", 4)) Guess($"x_{i}"); }),
        new("a subsampled sequential plate", () => { foreach (long i in SequentialPlate("rows", 4, 2)) Throw($"x_{i}"); }, () => { foreach (long i in SequentialPlate("rows", 4, 2)) Guess($"x_{i}"); }),
        new("a sequential plate that only the model has", () => { foreach (long _ in SequentialPlate("rows", 10, 5)) { } Throw("x"); }, () => Guess("x")),
        new("nested sequential plates", () => Loops(name => Throw(name)), () => Loops(Guess)),
        new("nested sequential plates, the other way round in the guide", () => Table("rows", "columns", (i, j) => Throw($"x_{i}_{j}")), () => Table("columns", "rows", (j, i) => Guess($"x_{i}_{j}"))),
        Same("a sequential plate in a plate", () => { using Plate rows = Plate("rows", 3, 2); foreach (long i in SequentialPlate("columns", 3, 2)) Guess($"x_{i}"); }),
        Same("a plate in a sequential plate", () => { foreach (long i in SequentialPlate("columns", 3, 2)) { using Plate rows = Plate("rows", 3, 2); Guess($"x_{i}"); } }),
        Same("nested plates", () => { using Plate rows = Plate("rows", 10, 5); Guess("x"); using Plate columns = Plate("columns", 11, 6); Guess("y"); }),
        Same("plates beside each other", () => { using (Plate("rows", 10, 5)) Guess("x"); using (Plate("columns", 11, 6)) Guess("y"); }),
        Same("plates opened again, and crossed", () =>
        {
            using (Plate("rows", 10, 5, dim: -1)) Guess("x");
            using (Plate("columns", 11, 6, dim: -2)) Guess("y");
            using Plate rows = Plate("rows", 10, 5, dim: -1);
            using Plate columns = Plate("columns", 11, 6, dim: -2);
            Guess("z");
        }),
        Same("one plate at several depths", () =>
        {
            foreach (long i in SequentialPlate("outer", 2))
            {
                Guess($"x_{i}");
                if (i == 0) foreach (long j in SequentialPlate("inner", 2)) using (Plate("rows", 10, 5)) Guess($"y_{j}");
                else using (Plate("rows", 10, 5)) Guess("z");
            }
        }),
        Same("dims taken round a given one", () =>
        {
            using Plate outer = Plate("outer", 10, 5, dim: -3);
            using Plate first = Plate("first", 11, 6);
            using Plate second = Plate("second", 12, 7);
            using Plate third = Plate("third", 13, 8);
            if (!Guess("x").shape.TakeLast(4).SequenceEqual([8L, 5, 7, 6])) throw new InvalidOperationException("another shape");
        }),
        new("lengths of 1 that broadcast over the plates",
            () =>
            {
                using Plate copies = Plate("copies", 10, dim: -3);
                Tensor p;
                using (Plate("components", 2, dim: -1)) p = Sample("p", new Beta(1.1, 1.1));
                using Plate components = Plate("components", 2, dim: -1);
                using Plate data = Plate("data", 20, dim: -2);
                Sample("y", new Bernoulli(p), obs: torch.ones([20, 2]));
            },
            () =>
            {
                using Plate copies = Plate("copies", 10, dim: -3);
                using Plate components = Plate("components", 2, dim: -1);
                Sample("p", new Beta(Param("a", 1.1, Constraints.Positive), 1.1));
            }),
        new("an event of the guide that is a plate of the model", () => { using Plate rows = Plate("rows", 3); Draw("x"); }, () => Sample("x", new Normal(Param("m", new double[3]), 1).ToEvent(1))) { RunsSideBySide = false },
        new("data indexed by the subsample", () => { Tensor z = Draw("z"); using Plate rows = Plate("rows", 9, 3); Sample("y", new Normal(z, 1), obs: rows.Subsample(torch.ones([9]))); }, () => Learn("z")),
        new("a local parameter", () => { using Plate rows = Plate("rows", 9, 3); Draw("z"); }, () => { using Plate rows = Plate("rows", 9, 3); Sample("z", new Normal(Param("m", () => torch.zeros([9]), eventDim: 0), 1)); }),
        new("rows given to both", () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); Draw("z"); }, () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); Learn("z"); }),
        new("rows given to the guide's plate, taken over by the model's", () => { using Plate rows = Plate("rows", 9, 2); Draw("z"); }, () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); Learn("z"); }),
        new("missing cells", () => { Tensor z = Draw("z"); Tensor y = torch.tensor(new[] { 1f, float.NaN, 2f }); using Plate rows = Plate("rows", 3); Sample("y", new Normal(z, 1), obs: y, obsMask: ~y.isnan()); }, () => Learn("z")),
        new("series of several lengths, padded and masked", Series, () => Learn("z")),
        new("a masked plate", () => { using Scope mask = new Mask(torch.tensor(new[] { true, false })).Enter(); using Plate rows = Plate("rows", 2); Draw("z"); }, () => { using Plate rows = Plate("rows", 2); Learn("z"); }),
        new("scaled sites", () => { using Scope half = new Scale(0.5).Enter(); Draw("z"); }, () => { using Scope half = new Scale(0.5).Enter(); Learn("z"); }),
        new("factors", () => { Factor("f", -Draw("z").square()); }, () => { Factor("g", Learn("z") * 0, reparameterized: true); }),
        new("a factor of one number in a plate", () => { using Plate rows = Plate("rows", 3); Factor("f", torch.tensor(-1f)); Draw("z"); }, () => { using Plate rows = Plate("rows", 3); Learn("z"); }),
        new("an auxiliary variable of the guide", () => Draw("z"), () => { Tensor u = Sample("u", new Normal(0, 1), options: new SiteOptions { IsAuxiliary = true }); Sample("z", new Normal(u + Param("m", 0.0), 1)); }),
        new("a guide that is a point", () => Sample("s", new LogNormal(0, 1)), () => Sample("s", new Delta(Param("m", 1.0, Constraints.Positive)))),
        new("a parameter asked for twice", () => Sample("z", new Normal(Param("m", 0.0), 1)), () => Sample("z", new Normal(Param("m", 0.0), 1))),
        new("a latent that decides which sites follow", () => { if (Throw("z").sum().item<float>() > 0) Draw("x"); }, () => { if (Guess("z").sum().item<float>() > 0) Learn("x"); }) { RunsSideBySide = false },
        new("sites under prefixes", () => { using (new Prefix("a").Enter()) Draw("z"); using (new Prefix("b").Enter()) Draw("z"); }, () => { using (new Prefix("a").Enter()) Learn("z"); using (new Prefix("b").Enter()) Learn("z"); }),
        new("vectors in a plate", () => { using Plate rows = Plate("rows", 3); Sample("z", new Normal(new double[2], 1).ToEvent(1)); }, () => { using Plate rows = Plate("rows", 3); Sample("z", new Normal(Param("m", new double[2]), 1).ToEvent(1)); }),
        new("integers from data as indices", () => { Tensor mean; using (Plate("groups", 2)) mean = Draw("z"); using Plate rows = Plate("rows", 3); Sample("y", new Normal(mean.index_select(-1, torch.tensor(new long[] { 0, 1, 1 })), 1), obs: torch.zeros([3])); }, () => { using Plate groups = Plate("groups", 2); Learn("z"); }),
    ];

    private static readonly ImmutableArray<string> Objectives = ["one particle", "two particles", "two particles side by side"];

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [Test]
    public void It_runs([ValueSource(nameof(Pairs))] object pair, [ValueSource(nameof(Objectives))] string objective)
    {
        var program = (Pair)pair;
        bool sideBySide = objective == Objectives[2] && program.RunsSideBySide;
        double loss = program.Run(new TraceElbo(particles: objective == Objectives[0] ? 1 : 2, vectorize: sideBySide));
        Assert.That(loss, Is.Not.NaN);
    }

    /// <summary>The inner loop draws a subsample of its own for each element of the outer one.</summary>
    private static void Loops(Func<string, Tensor> site)
    {
        foreach (long i in SequentialPlate("outer", 3, 2))
            foreach (long j in SequentialPlate($"inner_{i}", 3, 2))
                site($"x_{i}_{j}");
    }

    private static void Table(string outer, string inner, Action<long, long> site)
    {
        foreach (long i in SequentialPlate(outer, 3, 2))
            foreach (long j in SequentialPlate(inner, 3, 2))
                site(i, j);
    }

    /// <summary>Two series, of 3 and of 1 steps: a cell beyond its series' end counts for nothing.</summary>
    private static void Series()
    {
        Tensor lengths = torch.tensor(new long[] { 3, 1 });
        Tensor z = Draw("z");
        using Plate series = Plate("series", 2, dim: -2);
        using Plate times = Plate("times", 3, dim: -1);
        using Scope within = new Mask(torch.arange(3) < lengths.unsqueeze(-1)).Enter();
        Sample("y", new Normal(z, 1), obs: torch.tensor(new[,] { { 1f, 2, 3 }, { 1, float.NaN, float.NaN } }));
    }
}
