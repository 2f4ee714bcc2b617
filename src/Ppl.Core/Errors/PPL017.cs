namespace Ppl;

internal static partial class Error
{
    /// <summary>One parameter name with two shapes, constraints or modules.</summary>
    public static PplException ParameterDiffers(ParamSite site, StoredParam stored) =>
        new ErrorText("PPL017", $"parameter \"{site.Name}\": not the one stored under this name")
            .Row("stored", stored.Constraint.ToString()!, Shape.Of(stored.Unconstrained).ToString())
            .Row("now", site.Constraint.ToString()!, site.InitialShape?.ToString() ?? "")
            .Hint(site.Leaf is null
                ? "give the two different names, or the same constraint and shape of initial value."
                : "bind one module under one name; a new module needs a new name or a new store.")
            .ToException();

    /// <summary>A handler gave a module's weight another value, which the module cannot take.</summary>
    public static PplException ModuleWeightReplaced(ParamSite site) =>
        new ErrorText("PPL017", $"parameter \"{site.Name}\": a handler replaced a module's weight, which the module cannot take")
            .Hint($"write the weight as Param(\"{site.Name}\", …) and compute with it, or let the handler pass it.")
            .ToException();
}
