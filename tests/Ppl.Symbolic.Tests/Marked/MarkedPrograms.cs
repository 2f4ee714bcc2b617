using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Symbolic.Tests;

/// <summary>Programs as users mark them: the generator copies them when this project is built.</summary>
[Compiled]
internal static partial class MarkedPrograms
{
    /// <summary>The same hierarchy in other coordinates.</summary>
    public static readonly Program<Estimates> Free =
        new Program<Estimates>(Schools).Under(new Reparameterize(new Dictionary<string, Reparam> { ["theta"] = new LocScaleReparam(centered: 0) }));

    /// <summary>The same, counted twice.</summary>
    public static Program<Estimates> Twice { get; } = new Program<Estimates>(Schools).Under(new Scale(2));

    /// <summary>A handler of one's own, around the program.</summary>
    public static Program<(Tensor X, Tensor Seen)> Tempered { get; } = new Program<(Tensor X, Tensor Seen)>(Pairs).Under(new Temper(0.5));

    private static readonly double[] Spread = [1, 3];

    /// <summary>Data that are a record.</summary>
    public static void Schools(Estimates data)
    {
        Tensor mu = Sample("mu", new Normal(0, 5)), tau = Sample("tau", new HalfCauchy(5));
        using Plate schools = Plate("schools", data.Effects.shape[0]);
        Tensor theta = Sample("theta", new Normal(mu, tau));
        Sample("y", new Normal(theta, data.Errors), obs: data.Effects);
    }

    /// <summary>Data that are a tuple, a branch on a number of them, a helper that is an extension.</summary>
    public static void Line((Tensor X, Tensor Y, bool Curved) data)
    {
        Tensor level = Sample("level", new Normal(0, 2)), slope = Sample("slope", new StudentT(4, 0, 1)), noise = Sample("noise", new Exponential(1));
        Tensor line = Deterministic("line", level + slope * data.X);
        if (data.Curved) line += Sample("bend", new Laplace(0, 1)) * data.X.Squared();
        using Plate rows = Plate("rows", data.Y.shape[0]);
        Sample("y", new Normal(line, noise), obs: data.Y);
    }

    /// <summary>A discrete latent, summed out.</summary>
    public static void Mixture(Tensor y)
    {
        Tensor weights = Sample("weights", new Dirichlet(new[] { 1.0, 2.0 })), means;
        using (Plate components = Plate("components", 2)) means = Sample("means", new Normal(0, Spread));
        using Plate rows = Plate("rows", y.shape[0]);
        Tensor component = Sample("component", new Categorical(weights));
        Sample("y", new Normal(means[component], 0.5), obs: y);
    }

    /// <summary>Operators and a handler of one's own, dtypes by name, and a tuple that differs from <see cref="Tempered"/>'s in its names.</summary>
    public static void Pairs((Tensor Y, Tensor Flags) data)
    {
        Tensor weights = Sample("weights", new Dirichlet(torch.ones([2], dtype: torch.float64)));
        Pair levels = 2 * new Pair(Sample("low", new Normal(0, 1)), weights[0]) + weights[1];
        if (levels is not (var low, var spread)) return;
        using Scope half = new Temper(0.25).Enter();
        using Plate rows = Plate("rows", data.Y.shape[0]);
        Sample("y", new Normal(low + (data.Y > 0).to(torch.float64), spread), obs: data.Y, obsMask: data.Flags.to(torch.@bool));
    }

    /// <summary>Data count for less.</summary>
    private sealed class Temper(double power) : Handler
    {
        protected override void Process(SampleSite site)
        {
            if (site.IsObserved) site.Scale *= power;
        }
    }

    /// <summary>Two numbers.</summary>
    private sealed class Pair(Tensor a, Tensor b)
    {
        public void Deconstruct(out Tensor first, out Tensor second) => (first, second) = (a, b);

        public static Pair operator +(Pair one, Pair other)
        {
            (Tensor a, Tensor b) = one;
            (Tensor c, Tensor d) = other;
            return new(a + c, b + d);
        }

        public static Pair operator *(double factor, Pair pair)
        {
            (Tensor a, Tensor b) = pair;
            return new(factor * a, factor * b);
        }

        public static implicit operator Pair(Tensor both) => new(both, both);
    }

    /// <summary>A distribution of one's own, and a private program.</summary>
    private static void Tilted(Tensor y) => Sample("y", new Tilt(Sample("slope", new Gamma(2, 1))), obs: y);

    public static Program<Tensor> OfOnesOwn => Tilted;

    /// <summary>p(x) = a exp(-a x), x > 0.</summary>
    private sealed class Tilt(Tensor slope) : Distribution(Shape.Of(slope))
    {
        public override Constraint Support => Constraints.Positive;

        public override Tensor Sample(Rng rng, Shape sampleShape = default) => throw new NotSupportedException();

        public override Distribution Expand(Shape batchShape) => new Tilt(slope.expand(batchShape.AsSpan()));

        protected override Tensor LogDensity(Tensor value) => slope.log() - slope * value;
    }
}

/// <summary>What is marked by itself, in a class that is not.</summary>
internal sealed class MarkedMethods
{
    /// <summary>Counts of pairs, in a list.</summary>
    [Compiled]
    public static void Rates(List<Tensor> groups)
    {
        Tensor shape = Sample("shape", new Gamma(2, 1));
        for (int i = 0; i < groups.Count; i++)
        {
            Tensor rate = Sample($"rate{i}", new Gamma(shape, 1));
            using Plate rows = Plate($"rows{i}", groups[i].shape[0]);
            Sample($"count{i}", new Poisson(rate), obs: groups[i]);
        }
    }
}

/// <summary>Data of a type from which others derive.</summary>
[Compiled]
internal static class MarkedLevels
{
    public static void Model(Level data) => Sample("y", new Normal(Sample("mu", new Normal(0, data is Shifted shifted ? shifted.Scale : 1)), 1), obs: data.Y);

    /// <summary>Any list.</summary>
    public static void Many(IReadOnlyList<Tensor> data)
    {
        Tensor mu = Sample("mu", new Normal(0, 1));
        for (int i = 0; i < data.Count; i++) Sample($"y{i}", new Normal(mu, 1), obs: data[i]);
    }
}

internal record Level(Tensor Y);

internal sealed record Shifted(Tensor Y, double Scale) : Level(Y);

/// <summary>What the schools report.</summary>
internal sealed record Estimates(Tensor Effects, Tensor Errors);

internal static class Powers
{
    public static Tensor Squared(this Tensor x) => x * x;
}
