using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>An SVI step of 64 particles side by side, beside one of a single particle.</summary>
/// <param name="model">What the row calls the model.</param>
/// <param name="data">Given to both; owned.</param>
/// <param name="engine">Makes an engine for an objective.</param>
/// <param name="objective">Makes the objective of a number of particles.</param>
internal sealed class ParticlesStep(string model, Tensor data, Func<Elbo, Svi<Tensor>> engine, Func<int, Elbo> objective) : StepComparison(warmUp: 300, repetitions: 200)
{
    private readonly Svi<Tensor> many = engine(objective(64));
    private readonly Svi<Tensor> one = engine(objective(1));

    public override string Name => $"SVI step, {model}, 64 particles side by side, to one";

    public override double? Target => 8;

    public static ParticlesStep OfGaussian() => new("Gaussian", Gaussian.Data(), Gaussian.Engine, particles => new TraceElbo(particles, vectorize: true));

    public static ParticlesStep OfGaussianMeanField() =>
        new("Gaussian, TraceMeanFieldElbo", Gaussian.Data(), Gaussian.Engine, particles => new TraceMeanFieldElbo(particles, vectorize: true));

    public static ParticlesStep OfEightSchools() => new("eight schools with AutoNormal", EightSchools.Data(), EightSchools.Engine, particles => new TraceElbo(particles, vectorize: true));

    public override void A() => many.Step(data);

    public override void B() => one.Step(data);

    public override void Dispose()
    {
        many.Dispose();
        one.Dispose();
        data.Dispose();
    }
}
