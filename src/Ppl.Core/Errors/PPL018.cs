using Ppl.Distributions;

namespace Ppl;

internal static partial class Error
{
    /// <summary>An argument outside its constraint: <c>scale = -1</c>, and where in a tensor or list.</summary>
    public static PplException ArgumentOutsideConstraint(string owner, string argument, Outside outside, string hint) =>
        outside.Describe(new ErrorText("PPL018", $"{owner}: argument {argument} is not {outside.Set}"), argument)
            .Row("must be", outside.Set)
            .Hint(hint)
            .ToException();

    /// <summary>An index of Gather that names an element which the batch lacks.</summary>
    public static PplException IndexOutsideBatch(Distribution distribution, Shape index, Outside outside) =>
        outside.Describe(
            new ErrorText("PPL018", $"{distribution.Name}: index names an element that batch {distribution.BatchShape} does not have")
                .Row("distribution", distribution.Name, $"batch {distribution.BatchShape}", $"event {distribution.EventShape}")
                .Row("index", index.ToString()), "index")
            .Hint($"Gather takes positions along the first batch dim, of size {distribution.BatchShape[0]}, counted from 0.")
            .ToException();

    /// <summary>A mask of another dtype.</summary>
    public static PplException MaskNotBool(string owner, string mask) =>
        new ErrorText("PPL018", $"{owner}: argument mask is not a Bool tensor")
            .Row("mask", mask)
            .Row("must be", "a Bool tensor")
            .Hint("compare to get one: mask > 0.")
            .ToException();

    /// <summary>An initial value on the edge of the parameter's constraint, which no finite unconstrained value gives.</summary>
    public static PplException InitialOnEdge(string parameter, Constraint constraint, Tensor initial) =>
        new ErrorText("PPL018", $"parameter \"{parameter}\": the initial value lies on the edge of its constraint")
            .Row("initial", TensorText.Values(initial))
            .Row("constraint", constraint.ToString()!)
            .Hint("start from a value inside: a learnt parameter moves, and never reaches the edge.")
            .ToException();

    /// <summary>An initial value outside the parameter's constraint.</summary>
    public static PplException InitialOutsideConstraint(string parameter, Outside outside) =>
        outside.Describe(new ErrorText("PPL018", $"parameter \"{parameter}\": the initial value lies outside its constraint"), "initial")
            .Row("constraint", outside.Set)
            .Hint($"start from a value that is {outside.Set}, or give the parameter another constraint.")
            .ToException();
}
