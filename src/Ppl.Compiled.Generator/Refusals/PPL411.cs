using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>A marked class that can have instances.</summary>
    public static Refusal ClassNotStatic(Location place, INamedTypeSymbol type) =>
        new("PPL411", place, $"class \"{type.Name}\" is not static, and its programs might depend on an instance", "make the class static, or mark its static methods one by one");

    /// <summary>A marked class with type parameters, or in a class that has some.</summary>
    public static Refusal GenericClass(Location place, INamedTypeSymbol type) =>
        new("PPL411", place, $"class \"{type.Name}\" has type parameters, its own or those of a class around it", "move the programs into a static class that has none");

    /// <summary>A marked method that is no program.</summary>
    public static Refusal NoProgram(Location place, string method, string why) =>
        new("PPL411", place, $"method \"{method}\" {why}", "a program is a static void method of one parameter, its data: several data are a tuple or a record");

    /// <summary>A property whose program is another one whenever it is asked for, and would be found by none.</summary>
    public static Refusal MadeAnew(Location place, string property) =>
        new("PPL411", place, $"property \"{property}\" makes its program anew whenever it is asked for, and the copy would never be found", $"make it once: {property} {{ get; }} = …, or a readonly field");
}
