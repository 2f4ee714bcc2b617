namespace Ppl.Core.Tests;

public sealed partial record Family
{
    /// <summary>Every family at each of its examples.</summary>
    public static IEnumerable<Instance> Instances => All.SelectMany(family => family.Examples.Select(example => new Instance(family, example)));

    /// <summary>Those that can be drawn from.</summary>
    public static IEnumerable<Instance> Drawn => Instances.Where(one => one.Family.Name != "ImproperUniform");
}
