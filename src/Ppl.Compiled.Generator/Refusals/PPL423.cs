using Microsoft.CodeAnalysis;

namespace Ppl.Generator;

internal static partial class Refusals
{
    /// <summary>A project without the symbolic tensors.</summary>
    public static Refusal NoTwin(Location place) =>
        new("PPL423", place, "the project has no reference to Ppl.Symbolic under the alias Twin",
            "add <ProjectReference Include=\"../Ppl.Symbolic/Ppl.Symbolic.csproj\" Aliases=\"Twin\" PrivateAssets=\"compile\" /> to its project file");

    /// <summary>A project without the engines.</summary>
    public static Refusal NoEngine(Location place) =>
        new("PPL423", place, "the project has no reference to Ppl.Infer, which hands data to compiled programs",
            "add <ProjectReference Include=\"../Ppl.Infer/Ppl.Infer.csproj\" /> to its project file");
}
