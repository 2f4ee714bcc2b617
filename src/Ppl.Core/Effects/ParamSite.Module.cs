namespace Ppl;

public sealed partial class ParamSite
{
    /// <summary>The module of that weight, and where in it the weight is.</summary>
    internal (torch.nn.Module Module, string Path)? Weight { get; init; }

    /// <summary>The module's name, where the site is the weight of one: <see cref="Site.Name"/> is <c>name.path</c>.</summary>
    internal string ModuleName => Name[..^(Weight!.Value.Path.Length + 1)];
}
