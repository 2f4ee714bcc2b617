using System.Reflection;
using Ppl.Core.Tests;
using Ppl.Distributions;

namespace Ppl.Conventions.Tests;

/// <summary>What <c>docs/distributions.md</c> says of one distribution.</summary>
internal sealed class DistributionSection(Type type, Instance? instance, XmlDocs docs)
{
    private readonly Distribution? example = instance?.OfNumbers();

    /// <summary>The statistics, and the member that a distribution overrides to have each.</summary>
    private static readonly (string Name, string Member)[] Operations =
    [
        ("Mean", "get_Mean"), ("Variance", "get_Variance"), ("Entropy", "Entropy"), ("Cdf", "Cumulative"), ("Icdf", "Quantile"),
        ("EnumerateSupport", "EnumerateSupport"), ("Gather", "Gathered"),
    ];

    public string Name => type.Name;

    /// <summary>All public distributions, with the examples of the table that drives their tests.</summary>
    public static IEnumerable<DistributionSection> All()
    {
        var docs = new XmlDocs(typeof(Distribution).Assembly);
        ILookup<Type, Instance> instances = Family.Instances.ToLookup(instance => instance.OfNumbers().GetType());
        return typeof(Distribution).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Distribution)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => new DistributionSection(type, instances[type].FirstOrDefault(), docs));
    }

    public string Kind =>
        IsMadeOfOthers || IsOfPoints ? "Wrappers and points"
        : example!.Support.IsDiscrete ? "Discrete"
        : example.EventShape.Rank > 0 ? "Vectors and matrices"
        : "Continuous scalar";

    /// <summary>What the code lacks for its section.</summary>
    public IEnumerable<string> Missing()
    {
        if (example is null) yield return $"{Name} has no example in the table of distributions, Family.cs";
        if (!Formula.Contains("p(", StringComparison.Ordinal) && !Formula.Contains("P(", StringComparison.Ordinal)) yield return $"The <summary> of {Name} has no formula of its density, such as: log p(x) = ...";
        if (Draws.Length == 0) yield return $"{Name} has no <summary> of its draws at Sample";
        foreach (PropertyInfo parameter in Parameters.Where(parameter => docs.Text(parameter).Length == 0)) yield return $"{Name}.{parameter.Name} has no <summary>";
        foreach (MethodBase maker in Makers.Where(maker => docs.Text(maker).Length == 0)) yield return $"{Call(maker)} has no <summary>";
    }

    public string Markdown() => string.Join('\n', (string[])
    [
        $"### {Name}", "", Formula, "",
        $"- Support: {example!.Support}",
        $"- Example: {(instance!.Arguments.Any() ? $"{instance.Arguments}; " : "")}batch {example.BatchShape}, event {example.EventShape}",
        .. Parameters.Select(parameter => $"- `{parameter.Name}`: {docs.Text(parameter)}"),
        .. Makers.Select(maker => $"- {Call(maker)}: {docs.Text(maker)}{Refusals(maker)}"),
        $"- Draws: {Draws}",
        $"- Reparameterised: {Reparameterized}",
        $"- Has {string.Join(", ", Operations.Where(operation => Defined(operation.Member).DeclaringType != typeof(Distribution)).Select(operation => $"`{operation.Name}`").DefaultIfEmpty("none of the statistics"))}",
        .. docs.Text(type, "remarks") is { Length: > 0 } remarks ? (string[])[$"- {remarks}"] : [],
        "",
    ]);

    /// <summary>Is it made of any distribution or any set, or only by a method of distributions?</summary>
    private bool IsMadeOfOthers => type.GetConstructors() is var makers && (makers.Length == 0
        || makers.SelectMany(maker => maker.GetParameters()).Any(parameter => parameter.ParameterType == typeof(Distribution) || parameter.ParameterType == typeof(Constraint)));

    /// <summary>Does it lie in points that are given, or in the empty vector?</summary>
    private bool IsOfPoints => example!.Support is PointConstraint or PointsConstraint || example.EventShape.NumberOfElements == 0;

    private string Formula => docs.Text(type);

    private string Draws => docs.Text(Defined(nameof(Distribution.Sample)));

    private string Reparameterized => type.GetProperty(nameof(Distribution.IsReparameterized))! switch
    {
        var inherited when inherited.DeclaringType == typeof(Distribution) => "False: draws have no gradient.",
        var own when docs.Text(own) is { Length: > 0 } text => text,
        _ => example!.IsReparameterized ? "True." : "False: draws have no gradient.",
    };

    private IEnumerable<PropertyInfo> Parameters =>
        type.GetProperties().Where(property => property.GetMethod!.GetBaseDefinition().DeclaringType != typeof(Distribution));

    private IEnumerable<MethodBase> Makers =>
        [.. type.GetConstructors(), .. type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => typeof(Distribution).IsAssignableFrom(method.ReturnType))];

    private string Call(MethodBase maker) =>
        $"`{(maker.IsConstructor ? $"new {Name}" : $"{Name}.{maker.Name}")}({string.Join(", ", maker.GetParameters().Select(parameter => parameter.Name))})`";

    private string Refusals(MethodBase maker) => docs.Text(maker, "exception") is { Length: > 0 } text ? $" Errors: {text}" : "";

    private MethodInfo Defined(string name) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).First(method => method.Name == name);
}
