using System.Reflection;
using System.Xml.Linq;

namespace Ppl.Conventions.Tests;

/// <summary>Core &lt;- Handlers &lt;- Infer &lt;- Examples: who may know whom.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Drawn = new()
    {
        ["Ppl.Torch"] = [],
        ["Ppl.Compiled"] = [],
        ["Ppl.Symbolic"] = ["Ppl.Compiled"],
        ["Ppl.Compiled.Generator"] = [],
        ["Ppl.Core"] = ["Ppl.Torch"],
        ["Ppl.Handlers"] = ["Ppl.Core"],
        ["Ppl.Infer"] = ["Ppl.Compiled", "Ppl.Handlers"],
        ["Ppl.Testing"] = ["Ppl.Infer"],
        ["Ppl.Examples"] = ["Ppl.Infer", "Ppl.Symbolic", "Ppl.Compiled.Generator"],
    };

    private static readonly Dictionary<string, string[]> Namespaces = new()
    {
        ["Ppl.Compiled"] = ["Ppl", "Ppl.Compilation"],
        ["Ppl.Core"] = ["Ppl", "Ppl.Distributions"],
        ["Ppl.Handlers"] = ["Ppl.Handlers"],
        ["Ppl.Infer"] = ["Ppl.Infer"],
        ["Ppl.Testing"] = ["Ppl.Testing"],
        ["Ppl.Examples"] = ["Ppl.Examples"],
    };

    /// <summary>Ppl.Torch is the provider of the tensor layer: it stands below everything and has TorchSharp's namespaces.</summary>
    private static IEnumerable<string> ProjectsAboveTheTensorLayer => Namespaces.Keys;

    private static IEnumerable<string> Projects => Repository.Files("src", "*.csproj").Select(path => Path.GetFileNameWithoutExtension(path));

    [Test]
    public void Every_project_is_drawn() => Assert.That(Projects, Is.EquivalentTo(Drawn.Keys));

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_the_projects_that_are_drawn_and_no_other(string project)
    {
        IEnumerable<string> references = XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj"))
            .Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.That(references, Is.EquivalentTo(Drawn[project]));
    }

    [TestCaseSource(nameof(ProjectsAboveTheTensorLayer))]
    public void An_assembly_references_only_what_lies_above_it(string project)
    {
        IEnumerable<string> references = Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Ppl.", StringComparison.Ordinal));
        Assert.That(references, Is.SubsetOf(Above(project)));
    }

    [TestCaseSource(nameof(ProjectsAboveTheTensorLayer))]
    public void A_project_has_its_own_namespaces_and_no_other(string project)
    {
        IEnumerable<string> declared = Assembly.Load(project).GetTypes().Select(type => type.Namespace!)
            .Where(name => name?.StartsWith("Ppl", StringComparison.Ordinal) == true).Distinct();
        Assert.That(declared, Is.EquivalentTo(Namespaces[project]));
    }

    [Test]
    public void No_namespace_bears_the_name_of_a_type()
    {
        Type[] types = [.. Namespaces.Keys.SelectMany(project => Assembly.Load(project).GetExportedTypes())];
        Assert.That(types.Select(type => type.FullName), Has.None.AnyOf([.. Namespaces.Values.SelectMany(names => names)]));
    }

    private static IEnumerable<string> Above(string project) => Drawn[project].SelectMany(reference => Above(reference).Prepend(reference));
}
