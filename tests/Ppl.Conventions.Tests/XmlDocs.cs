using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ppl.Conventions.Tests;

/// <summary>The documentation comments that the compiler wrote beside an assembly, as Markdown.</summary>
internal sealed partial class XmlDocs(Assembly assembly)
{
    private readonly Dictionary<string, XElement> members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>The text of the first element of this name in the member's comment; empty if there is none.</summary>
    public string Text(MemberInfo member, string element = "summary") =>
        members.TryGetValue(Id(member), out XElement? comment) ? Markdown(comment.Element(element)) : "";

    private static string Id(MemberInfo member) => member switch
    {
        Type type => $"T:{type.FullName}",
        PropertyInfo => $"P:{member.DeclaringType!.FullName}.{member.Name}",
        MethodBase method => $"M:{member.DeclaringType!.FullName}.{member.Name.Replace('.', '#')}{Parameters(method)}",
        _ => throw new ArgumentException($"{member} is no type, property or method"),
    };

    private static string Parameters(MethodBase method) =>
        method.GetParameters() is { Length: > 0 } parameters ? $"({string.Join(',', parameters.Select(parameter => TypeId(parameter.ParameterType)))})" : "";

    private static string TypeId(Type type) => type.IsGenericType
        ? $"{type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GenericTypeArguments.Select(TypeId))}}}"
        : type.FullName!.Replace('+', '.');

    private static string Markdown(XElement? element) =>
        element is null ? "" : Space().Replace(string.Concat(element.Nodes().Select(Markdown)), " ").Trim();

    private static string Markdown(XNode node) => node switch
    {
        XText text => Special().Replace(text.Value, @"\$0").Replace("<", "&lt;", StringComparison.Ordinal),
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "para" } paragraph => $" {Markdown(paragraph)} ",
        XElement reference when reference.Attribute("cref") is { } target => $"`{LastName(target.Value)}`",
        XElement reference when reference.FirstAttribute is { } name => $"`{name.Value}`",
        _ => "",
    };

    /// <summary>The name of a type or property without what it stands in; that of a method with its type.</summary>
    private static string LastName(string id) => string.Join('.', id.Split('(')[0].Split('.')[id.StartsWith('M') ? ^2.. : ^1..]);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"[*_`\\]")]
    private static partial Regex Special();
}
