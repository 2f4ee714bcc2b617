using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>Rows y ~ Normal(z, 1) with z ~ Normal(0, 2) that all of them share, and the guide z ~ Normal(m, s); the exact posterior is known.</summary>
internal sealed class Rows : IDisposable
{
    public const int Count = 50;
    private const double PriorScale = 2;

    public Tensor Table { get; } = Draw();

    public double PosteriorPrecision { get; } = (1 / (PriorScale * PriorScale)) + Count;

    public double PosteriorMean => TensorText.ToDoubles(Table).Sum() / PosteriorPrecision;

    public double PosteriorScale => 1 / Math.Sqrt(PosteriorPrecision);

    public static Svi<Tensor> Engine(Optimizer? optimizer = null, Elbo? elbo = null, SviOptions? options = null, ulong seed = 1, ParamStore? parameters = null) =>
        new(Model, Guide, optimizer ?? new Adam(0.05), elbo ?? new TraceElbo(), new Rng(seed, torch.ScalarType.Float64), parameters, options);

    /// <summary>The elements of all parameters, to the last bit.</summary>
    public static double[] Values(Svi<Tensor> svi) => [.. svi.Parameters.SelectMany(parameter => TensorText.ToDoubles(parameter.Unconstrained))];

    public void Dispose() => Table.Dispose();

    private static void Model(Tensor y)
    {
        Tensor z = Sample("z", new Normal(0, PriorScale));
        using Plate rows = Plate("rows", Count, subsample: y.shape[0]);
        Sample("y", new Normal(z, 1), obs: y);
    }

    private static void Guide(Tensor y) => Sample("z", new Normal(Param("m", 0.0), Param("s", 0.5, Constraints.Positive)));

    private static Tensor Draw()
    {
        using var rng = new Rng(11, torch.ScalarType.Float64);
        return 1.5 + rng.Randn([Count]);
    }
}
