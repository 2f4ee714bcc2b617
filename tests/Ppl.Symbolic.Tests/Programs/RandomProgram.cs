using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Symbolic.Tests;

/// <summary>A program that is put together at random, the same for each seed: some latents, two to four parts that build on them, and a factor.</summary>
public sealed class RandomProgram
{
    private static readonly int[] sizes = [1, 2, 3, 7, 16, 17, 33, 100];

    private readonly Random random;
    private readonly ISet<string> used;
    private readonly List<Tensor> numbers = [];
    private int names;

    private RandomProgram(int seed, ISet<string> used) => (random, this.used) = (new Random(seed), used);

    /// <param name="seed">Which.</param>
    /// <param name="used">Gets the names of what the program is made of.</param>
    public static Action Of(int seed, ISet<string>? used = null) => () => new RandomProgram(seed, used ?? new HashSet<string>()).Run();

    private void Run()
    {
        for (int i = random.Next(2, 5); i > 0; i--) numbers.Add(Sample(Name("number"), Prior()));
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            (string name, Action<RandomProgram> part) = parts[random.Next(parts.Count)];
            used.Add(name);
            part(this);
        }
        Factor(Name("factor"), Formula([.. numbers]).tanh());
    }

    private static readonly IReadOnlyList<(string Name, Action<RandomProgram> Of)> parts =
    [
        ("rows", static program => program.Rows()),
        ("groups by an index", static program => program.Groups()),
        ("nested plates", static program => program.Nested()),
        ("an enumerated mixture", static program => program.Mixture()),
        ("enumerated switches in nested plates", static program => program.Switches()),
        ("a Markov chain", static program => program.States()),
        ("a regression", static program => program.Regression()),
        ("a Gaussian process", static program => program.Process()),
        ("correlated rows", static program => program.Correlated()),
        ("a table of two vectors", static program => program.Table()),
        ("a triangular solve", static program => program.Solve()),
    ];

    private static readonly IReadOnlyList<(string Name, Func<RandomProgram, int, Tensor> Of)> vectors =
    [
        ("a vector", static (program, size) => program.Event(new Normal(0, 1).Expand([size]).ToEvent(1))),
        ("a positive vector", static (program, size) => program.Event(new HalfNormal(1.5).Expand([size]).ToEvent(1))),
        ("an ordered vector", static (program, size) => program.Ordered(size)),
        ("a simplex", static (program, size) => program.Event(new Dirichlet(1.5 + Waves(size + 1).tanh()))),
        ("a vector that sums to zero", static (program, size) => program.Event(new ZeroSumNormal(program.Positive(), size + 1))),
        ("a random walk", static (program, size) => program.Event(new GaussianRandomWalk(program.Positive(), size))),
    ];

    private void Rows()
    {
        int size = Size();
        using Plate rows = Plate(Name("rows"), size);
        List<Tensor> known = [.. numbers, Waves(size)];
        if (random.Next(2) == 0) known.Add(Sample(Name("row"), Prior()));
        Observe([.. known], size);
    }

    private void Groups()
    {
        int size = Size(), count = Size();
        Tensor index = torch.tensor(Enumerable.Range(0, size).Select(i => (3L * i * i + i) % count).ToArray()), level;
        using (Plate groups = Plate(Name("groups"), count)) level = Sample(Name("level"), new Normal(Formula([.. numbers, Waves(count)]), Positive()));
        using Plate rows = Plate(Name("rows"), size);
        Observe([level.index_select(0, index), numbers[0], Waves(size)], size);
    }

    private void Nested()
    {
        int width = Size(), height = Math.Min(Size(), 3300 / width);
        using Plate columns = Plate(Name("columns"), width, dim: -1);
        Tensor column = Sample(Name("column"), new Normal(Formula([.. numbers, Waves(width)]), 1));
        using Plate rows = Plate(Name("rows"), height, dim: -2);
        List<Tensor> known = [numbers[0], column, Waves(height, width), Waves(height, 1)];
        if (width * height < 200) known.Add(Sample(Name("cell"), new Normal(column, Positive())));
        Observe([.. known], height, width);
    }

    private void Mixture()
    {
        int count = random.Next(2, 5), size = Size();
        Tensor weights = Sample(Name("weights"), new Dirichlet(1.5 + Waves(count).tanh())), loc, scale = Positive();
        using (Plate components = Plate(Name("components"), count)) loc = Sample(Name("loc"), new Normal(Waves(count), 1));
        using Plate rows = Plate(Name("rows"), size);
        Sample(Name("y"), new Normal(loc, scale).Gather(Sample(Name("z"), new Categorical(weights))), obs: Waves(size));
    }

    private void Switches()
    {
        int width = Size(), height = random.Next(1, 4);
        Tensor chance = Formula([.. numbers]).sigmoid(), effect = Formula([.. numbers]).tanh();
        using Plate columns = Plate(Name("columns"), width, dim: -1);
        Tensor outer = Sample(Name("outer"), new Bernoulli(chance));
        using Plate rows = Plate(Name("rows"), height, dim: -2);
        Tensor inner = Sample(Name("inner"), new Bernoulli(0.2 + 0.6 * outer));
        Sample(Name("y"), new Normal(torch.where(inner > 0, effect, -effect) + outer, 0.7), obs: Waves(height, width));
    }

    private void States()
    {
        int count = random.Next(2, 4), length = new[] { 2, 5, 12, 20 }[random.Next(4)], sequences = random.Next(1, 4);
        Tensor transition, means, scale = Positive(), data = Waves(sequences, length);
        using (Plate states = Plate(Name("states"), count))
        {
            transition = Sample(Name("transition"), new Dirichlet(torch.ones([count], torch.ScalarType.Float64)));
            means = Sample(Name("means"), new Normal(Waves(count), 1));
        }
        Categorical first = new(torch.full([count], 1.0 / count, torch.ScalarType.Float64)), next = new(transition);
        var emission = new Normal(means, scale);
        string name = Name("state");
        using Plate all = Plate(Name("sequences"), sequences);
        Tensor? state = null;
        foreach (int t in Markov(length))
        {
            state = Sample($"{name}_{t}", state is null ? first : next.Gather(state));
            Sample($"{name}_x{t}", emission.Gather(state), obs: data.select(1, t));
        }
    }

    private void Regression()
    {
        int size = Size();
        Tensor weights = Vector(Size());
        Tensor fit = Waves(size, (int)weights.shape[0]).matmul(weights) / Math.Sqrt(weights.shape[0]);
        if (random.Next(3) == 0) fit = 0.3 * fit.tanh().matmul(Waves(size, size));
        using Plate rows = Plate(Name("rows"), size);
        Observe([fit, numbers[0]], size);
    }

    private void Process()
    {
        int size = random.Next(2, 8);
        Tensor x = Waves(size), covariance = Formula([.. numbers]).exp().clamp_max(1e6) * (-0.5 * (x.unsqueeze(-1) - x).square() / (0.5 + Positive()).square()).exp() + (0.1 + Positive().square()) * Eye(size);
        Sample(Name("y"), new MultivariateNormal(numbers[0], covariance), obs: Waves(2, size)[1]);
    }

    private void Correlated()
    {
        int size = random.Next(2, 4), count = Size();
        Tensor factor = Sample(Name("factor"), new LKJCholesky(size, 2)), scales = Event(new HalfNormal(1).Expand([size]).ToEvent(1));
        using Plate rows = Plate(Name("rows"), count);
        Sample(Name("y"), MultivariateNormal.FromCholesky(numbers[0], scales.unsqueeze(-1) * factor), obs: Waves(count, size));
    }

    private void Table()
    {
        Tensor one = Vector(Size()), other = Vector(Math.Min(Size(), (int)(3300 / one.shape[0]))), table = Formula([one.unsqueeze(-1), other, numbers[0]]) + 0.1 * one.unsqueeze(-1) * other;
        for (int i = random.Next(2, 4); i > 0 && table.dim() > 0; i--)
        {
            (string name, Func<Tensor, int, Tensor> reduce) = Reductions[random.Next(Reductions.Count)];
            int dim = random.Next((int)table.dim());
            used.Add($"{name} over dim {dim}");
            table = reduce(table, dim);
        }
        numbers.Add(Tame(table));
        Factor(Name("factor"), -0.1 * numbers[^1].square());
    }

    private void Solve()
    {
        int size = random.Next(2, 6);
        Tensor vector = Event(new Normal(0, 1).Expand([size]).ToEvent(1)), lower = torch.linalg.cholesky(vector.unsqueeze(-1) * vector + (1 + Positive()) * Eye(size));
        numbers.Add(Tame(torch.linalg.solve_triangular(lower, Waves(size, random.Next(1, 4)), upper: false)));
        Factor(Name("factor"), -0.5 * lower.diagonal().log().sum());
    }

    private static IReadOnlyList<(string Name, Func<Tensor, int, Tensor> Of)> Reductions { get; } =
    [
        ("a sum", static (x, dim) => x.sum(dim) / Math.Sqrt(x.shape[dim])),
        ("a mean", static (x, dim) => x.mean([dim])),
        ("a logsumexp", static (x, dim) => x.logsumexp(dim)),
        ("a softmax", static (x, dim) => x.softmax(dim) * x),
        ("a running sum", static (x, dim) => x.cumsum(dim) / x.shape[dim]),
        ("a choice of rows", static (x, dim) => x.index_select(dim, torch.tensor([x.shape[dim] - 1, 0L, x.shape[dim] / 2]))),
        ("a join", static (x, dim) => torch.cat([x.tanh(), x.flip(dim)], dim)),
        ("a transposed", static (x, dim) => x.transpose(0, dim)),
    ];

    private void Observe(Tensor[] known, params int[] shape)
    {
        Tensor loc = Formula(known), positive = 0.3 + Softplus(Formula(known)), data = Waves(shape), counts = (3 * data.abs()).floor();
        Tensor flags = data > -1.2;
        int how = random.Next(6), which = random.Next(9);
        used.Add(how switch { 0 => "a mask", 1 => "a scale", 2 => "missing data", _ => "plain rows" });
        Program<string> rows = name =>
        {
            (Distribution distribution, Tensor observed) = which switch
            {
                0 => (new StudentT(4, loc, positive), data),
                1 => (Bernoulli.FromLogits(loc), data > 0),
                2 => (new Poisson(positive), counts),
                3 => (new Gamma(positive, 0.5 + loc.sigmoid()), data.exp()),
                4 => (NegativeBinomial.WithDispersion(positive, 1 + loc.square()), counts),
                5 => (new Beta(positive, 0.5 + loc.sigmoid()), 0.05 + 0.9 * data.sigmoid()),
                6 => (new LogNormal(loc, positive), data.exp()),
                _ => ((Distribution)new Normal(loc, positive), data),
            };
            Sample(name, distribution, obs: observed, obsMask: how == 2 ? flags : null);
        };
        Program<string> weighed = how switch { 0 => rows.Under(new Mask(flags)), 1 => rows.Under(new Scale(0.7)), _ => rows };
        weighed(Name("y"));
    }

    private Distribution Prior() => random.Next(8) switch
    {
        0 => new HalfNormal(1.5),
        1 => new LogNormal(0, 0.5),
        2 => new Gamma(2, 1.5),
        3 => new Beta(2, 3),
        4 => new Uniform(-1, 2),
        5 => new StudentT(3, 0, 1),
        _ => new Normal(0, 1),
    };

    private Tensor Formula(Tensor[] known)
    {
        Tensor result = known[random.Next(known.Length)];
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            (string name, Func<Tensor, Tensor, Tensor> formula) = RandomFormulas.All[random.Next(RandomFormulas.All.Count)];
            used.Add(name);
            Tensor other = known[random.Next(known.Length)];
            result = random.Next(2) == 0 ? formula(result, other) : formula(other, result);
        }
        return result;
    }

    private Tensor Vector(int size)
    {
        (string name, Func<RandomProgram, int, Tensor> vector) = vectors[random.Next(vectors.Count)];
        used.Add(name);
        return vector(this, size);
    }

    private Tensor Event(Distribution distribution) => Sample(Name("vector"), distribution);

    private Tensor Ordered(int size)
    {
        Tensor vector = Event(new ImproperUniform(Constraints.Ordered, [], [size]));
        Factor(Name("prior"), new Normal(0, 2).LogProb(vector).sum());
        return vector;
    }

    private Tensor Positive() => 0.3 + Softplus(Formula([.. numbers]));

    private int Size() => sizes[random.Next(sizes.Length)];

    private string Name(string kind) => $"{kind}{names++}";

    private static Tensor Softplus(Tensor x) => torch.nn.functional.softplus(x, 1, 50);

    private static Tensor Tame(Tensor x) => x.tanh().mean() + (0.01 * x).mean();

    private static Tensor Eye(int size) => torch.ones([size], torch.ScalarType.Float64).diag_embed();

    /// <summary>Numbers between -2 and 2 without a pattern that matters.</summary>
    private static Tensor Waves(params int[] shape)
    {
        int count = shape.Aggregate(1, static (product, length) => product * length);
        return torch.tensor(Enumerable.Range(1, count).Select(static i => 2 * Math.Sin(1.7 * i + 0.3 * i * i)).ToArray(), Array.ConvertAll(shape, static length => (long)length));
    }
}
