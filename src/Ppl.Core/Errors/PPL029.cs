using Ppl.Distributions;

namespace Ppl;

internal static partial class Error
{
    /// <summary>A prior of another shape than the parameter that it is for.</summary>
    public static PplException PriorShape(ParamSite site, Distribution prior, Shape parameter) =>
        new ErrorText("PPL029", $"{site.Description}: the prior has another shape")
            .Row("prior", prior.Name, $"batch {prior.BatchShape}", $"event {prior.EventShape}")
            .Row("parameter", "", $"{(site.EventDim is null ? "whole" : "element")} {parameter}")
            .Hint($"give a prior that broadcasts to {parameter}: numbers alone do for every shape.")
            .ToException();

    /// <summary>A prior whose support is not within the parameter's constraint.</summary>
    public static PplException PriorSupport(ParamSite site, Distribution prior) =>
        new ErrorText("PPL029", $"{site.Description}: the prior's support is not within the parameter's constraint")
            .Row("prior", prior.Name, prior.Support.ToString()!)
            .Row("parameter", "", site.Constraint.ToString()!)
            .Hint($"give a prior whose support is {site.Constraint}.")
            .ToException();
}
