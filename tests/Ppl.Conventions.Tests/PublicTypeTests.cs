using System.Reflection;

namespace Ppl.Conventions.Tests;

public sealed class PublicTypeTests
{
    private static readonly string[] Libraries = ["Ppl.Compiled", "Ppl.Core", "Ppl.Handlers", "Ppl.Infer", "Ppl.Testing"];

    [TestCaseSource(nameof(Libraries))]
    public void A_public_class_is_sealed_or_abstract(string library)
    {
        IEnumerable<string> open = Assembly.Load(library).GetExportedTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(type => type.FullName!);
        Assert.That(open, Is.Empty);
    }

    [TestCaseSource(nameof(Libraries))]
    public void Nothing_static_is_mutable_but_what_belongs_to_a_thread(string library)
    {
        const BindingFlags fields = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        IEnumerable<string> mutable =
            from type in Assembly.Load(library).GetTypes()
            where !IsWrittenByTheCompiler(type)
            from field in type.GetFields(fields)
            where field is { IsInitOnly: false, IsLiteral: false } && !IsWrittenByTheCompiler(field)
            where field.GetCustomAttribute<ThreadStaticAttribute>() is null
            select $"{type.FullName}.{field.Name}";
        Assert.That(mutable, Is.Empty);
    }

    private static bool IsWrittenByTheCompiler(MemberInfo member) =>
        member.Name.StartsWith("<>", StringComparison.Ordinal) || member.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
        || (member.DeclaringType is { } outer && IsWrittenByTheCompiler(outer));
}
