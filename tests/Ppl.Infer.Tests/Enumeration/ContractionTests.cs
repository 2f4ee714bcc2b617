namespace Ppl.Infer.Tests;

/// <summary>Contractions of generated models beside the sum over every assignment.</summary>
[TestFixtureSource(nameof(Generated))]
public sealed class ContractionTests
{
    private static IEnumerable<Structure> Generated => Structures.All;

    private readonly Structure structure;
    private readonly BruteForce exact;
    private readonly InferDiscrete<int> engine;

    public ContractionTests(Structure structure)
    {
        this.structure = structure;
        exact = structure.Sum();
        engine = new InferDiscrete<int>(structure.Program, new Rng(seed: 1, torch.ScalarType.Float64));
    }

    [OneTimeTearDown]
    public void Free() => engine.Dispose();

    [Test]
    public void The_sum_is_that_over_every_assignment() => Assert.That(engine.LogEvidence(0), Is.EqualTo(exact.LogSum).Within(1e-10));

    [Test]
    public void The_marginals_are_those_of_all_assignments() =>
        Assert.That(InOrder(engine.Marginals(0)), Is.EqualTo(exact.Marginals.SelectMany(marginal => marginal)).Within(1e-10));

    [Test]
    public void The_most_probable_values_are_those_of_the_greatest_term() =>
        Assert.That(InOrder(engine.MostProbable(0)), Is.EqualTo(exact.MostProbable.Select(value => (double)value)));

    private IEnumerable<double> InOrder(IReadOnlyDictionary<string, Tensor> values) => structure.Unknowns.SelectMany(unknown => TensorText.ToDoubles(values[unknown.Name]));
}
