namespace Ppl.Infer.Tests;

/// <summary>Where the family holds the posterior, it is reached, whatever the objective.</summary>
public sealed class ConjugateFitTests
{
    private static readonly ConjugateSystem[] Systems =
        [NormalMean.System, NormalMeanAndVariance.System, BetaBernoulli.System, GammaPoissonRate.System, LinearRegressionSystem.System, GaussianChain.System];

    /// <summary>Those that are flat near the optimum.</summary>
    private static readonly string[] Flat = [nameof(ImportanceWeightedElbo), nameof(RenyiElbo), nameof(Vimco)];

    private static readonly Dictionary<string, Func<int, Elbo>> Objectives = new()
    {
        [nameof(TraceElbo)] = particles => new TraceElbo(particles, vectorize: true),
        ["TraceElbo, sticking the landing"] = particles => new TraceElbo(particles, vectorize: true, stickTheLanding: true),
        [nameof(TraceMeanFieldElbo)] = particles => new TraceMeanFieldElbo(particles, vectorize: true),
        [nameof(TraceGraphElbo)] = particles => new TraceGraphElbo(particles, vectorize: true),
        [nameof(TraceEnumElbo)] = particles => new TraceEnumElbo(particles, vectorize: true),
        [nameof(ImportanceWeightedElbo)] = particles => new ImportanceWeightedElbo(particles),
        ["ImportanceWeightedElbo, doubly reparameterised"] = particles => new ImportanceWeightedElbo(particles, doublyReparameterized: true),
        [nameof(RenyiElbo)] = particles => new RenyiElbo(alpha: 0.5, particles),
        [nameof(Vimco)] = particles => new Vimco(particles),
        [nameof(ReweightedWakeSleep)] = particles => new ReweightedWakeSleep(particles),
    };

    /// <summary>One fit for each system.</summary>
    private static IEnumerable<TestCaseData> EachSystem => Systems.Select(system => new TestCaseData(system, system.Guides[0], nameof(TraceElbo)));

    /// <summary>One fit for each guide.</summary>
    private static IEnumerable<TestCaseData> EachGuide =>
        Systems.SelectMany(system => system.Guides.Skip(1).Select(guide => new TestCaseData(system, guide, nameof(TraceElbo)))).DistinctBy(test => test.Arguments[1]!.ToString());

    /// <summary>One fit for each objective.</summary>
    private static IEnumerable<TestCaseData> EachObjective => Objectives.Keys.Skip(1).Select(name => new TestCaseData(NormalMean.System, NormalMean.System.Guides[0], name));

    private static IEnumerable<TestCaseData> Product =>
        from system in Systems
        from guide in system.Guides
        from name in Objectives.Keys
        select new TestCaseData(system, guide, name);

    [TestCaseSource(nameof(EachSystem)), TestCaseSource(nameof(EachGuide)), TestCaseSource(nameof(EachObjective))]
    public void The_posterior_is_reached(object system, object guide, string objective) => AssertExact((ConjugateSystem)system, (ExactGuide)guide, objective);

    [Category("Slow"), TestCaseSource(nameof(Product))]
    public void So_it_is_by_every_guide_and_objective_together(object system, object guide, string objective) => AssertExact((ConjugateSystem)system, (ExactGuide)guide, objective);

    private static void AssertExact(ConjugateSystem system, ExactGuide guide, string objective)
    {
        if (Flat.Contains(objective)) ExactFit.AssertExact(system, guide, Objectives[objective], particles: 2, patience: 4);
        else ExactFit.AssertExact(system, guide, Objectives[objective]);
    }
}
