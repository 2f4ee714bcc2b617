using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>The effects of coaching in eight schools (Rubin 1981), not centred: a small hierarchy.</summary>
[Compiled]
internal static partial class EightSchools
{
    private static readonly double[] Errors = [15, 10, 16, 11, 9, 11, 10, 18];

    /// <summary>The model, for samplers.</summary>
    public static Program<Tensor> Program => Model;

    /// <summary>The estimated effects; the caller's.</summary>
    public static Tensor Data() => Data(torch.ScalarType.Float32);

    public static Tensor Data(torch.ScalarType dtype) => torch.tensor([28.0, 8, -3, 7, -1, 1, 18, 12], dtype);

    /// <summary>Their standard errors; the caller's.</summary>
    public static Tensor ErrorsTensor() => torch.tensor(Errors);

    public static TensorDensity Density(Tensor y) => TensorDensity.Of(Model, y);

    public static Svi<Tensor> Engine(Elbo elbo) => new(Model, new AutoNormal<Tensor>(Model), new Adam(0.01), elbo, new Rng(seed: 1));

    private static void Model(Tensor y)
    {
        Tensor mean = Sample("mean", new Normal(0, 5)), scale = Sample("scale", new HalfCauchy(5));
        using Plate schools = Plate("schools", 8);
        Tensor z = Sample("z", new Normal(0, 1));
        Sample("y", new Normal(mean + scale * z, Errors), obs: y);
    }
}
