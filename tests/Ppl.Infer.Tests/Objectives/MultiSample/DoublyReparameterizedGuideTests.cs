using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

/// <summary>
/// Where the guide is the posterior, all weights are one and the same number, whatever the draws, and so the doubly reparameterised gradient is 0 at every draw. It is
/// no mean: bijections, Jacobians, points that follow from a vector and chains of draws must all cancel.
/// </summary>
public sealed class DoublyReparameterizedGuideTests
{
    private static IEnumerable<TestCaseData> Guides()
    {
        var start = InitialValues.Uniform(radius: 0);
        yield return new TestCaseData(new AutoNormal<int>(Model, start, scale: 1)).SetArgDisplayNames("AutoNormal");
        yield return new TestCaseData(new AutoMultivariateNormal<int>(Model, start, scale: 1)).SetArgDisplayNames("AutoMultivariateNormal");
        yield return new TestCaseData(new AutoStructured<int>(Model, new Dictionary<string, string[]> { ["mean"] = ["scale"] }, initial: start, scale: 1)).SetArgDisplayNames("AutoStructured");
    }

    [TestCaseSource(nameof(Guides))]
    public void At_the_posterior_the_gradient_vanishes(AutoGuide<int> guide)
    {
        foreach (bool vectorize in new[] { true, false })
        {
            using var estimates = new Estimates(new ImportanceWeightedElbo(4, vectorize, doublyReparameterized: true), () => Model(0), () => guide.Program(0));
            Assert.That(estimates.Next(), Is.Zero.Within(1e-12));
            foreach (StoredParam parameter in estimates.Parameters)
                Assert.That(estimates.Gradient(parameter.Name), Is.All.Zero.Within(1e-12), parameter.Name);
        }
    }

    /// <summary>No data: the posterior is the prior, log-normal and normal.</summary>
    private static void Model(int _)
    {
        Sample("scale", new LogNormal(0, 1));
        Sample("mean", new Normal(0, 1));
    }
}
