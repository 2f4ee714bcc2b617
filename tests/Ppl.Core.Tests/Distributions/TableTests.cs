using Ppl.Distributions;

namespace Ppl.Core.Tests;

public sealed class TableTests
{
    [Test]
    public void Every_public_distribution_is_in_the_table()
    {
        using var scope = torch.NewDisposeScope();
        IEnumerable<Type> there = typeof(Distribution).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Distribution)) && !type.IsAbstract);
        IEnumerable<Type> tested = Family.Instances.Select(instance => instance.OfNumbers().GetType()).Distinct();
        Assert.That(tested, Is.EquivalentTo(there));
    }
}
