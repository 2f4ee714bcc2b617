using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>An SVI step of 64 particles side by side, beside one of the fewest that the objective takes.</summary>
/// <param name="what">Model and objective.</param>
/// <param name="data">Given to both; owned.</param>
/// <param name="engine">Makes an engine for an objective.</param>
/// <param name="objective">Makes the objective of a number of particles.</param>
/// <param name="fewest">The fewest that it takes.</param>
internal sealed class ParticlesStep(string what, Tensor data, Func<Elbo, Svi<Tensor>> engine, Func<int, Elbo> objective, int fewest = 1)
    : StepComparison(warmUp: 300, repetitions: 200)
{
    private readonly Svi<Tensor> many = engine(objective(64));
    private readonly Svi<Tensor> few = engine(objective(fewest));

    public override string Name => $"SVI step, {what}, 64 particles side by side, to {fewest}";

    public override double? Target => 8;

    /// <summary>Each objective of many particles, on a small model.</summary>
    public static IEnumerable<Func<Comparison>> All()
    {
        yield return OfGaussian("TraceElbo", particles => new TraceElbo(particles, vectorize: true));
        yield return OfGaussian("TraceMeanFieldElbo", particles => new TraceMeanFieldElbo(particles, vectorize: true));
        yield return OfGaussian("ImportanceWeightedElbo", particles => new ImportanceWeightedElbo(particles));
        yield return OfGaussian("ImportanceWeightedElbo, doubly reparameterised", particles => new ImportanceWeightedElbo(particles, doublyReparameterized: true));
        yield return OfGaussian("RenyiElbo", particles => new RenyiElbo(alpha: 0.5, particles));
        yield return OfGaussian("ReweightedWakeSleep", particles => new ReweightedWakeSleep(particles), fewest: 2);
        yield return () => new ParticlesStep("100 coins, Vimco", Coins.Data(), Coins.Engine, particles => new Vimco(particles), fewest: 2);
        yield return () => new ParticlesStep("100 coins, TraceGraphElbo", Coins.Data(), Coins.Engine, particles => new TraceGraphElbo(particles, vectorize: true));
        yield return () => new ParticlesStep("eight schools with AutoNormal, TraceElbo", EightSchools.Data(), EightSchools.Engine, particles => new TraceElbo(particles, vectorize: true));
    }

    public override void A() => many.Step(data);

    public override void B() => few.Step(data);

    public override void Dispose()
    {
        many.Dispose();
        few.Dispose();
        data.Dispose();
    }

    private static Func<Comparison> OfGaussian(string name, Func<int, Elbo> objective, int fewest = 1) =>
        () => new ParticlesStep($"Gaussian, {name}", Gaussian.Data(), Gaussian.Engine, objective, fewest);
}
