namespace Ppl;

internal static partial class Error
{
    /// <summary>An argument outside its constraint: <c>scale = -1</c>.</summary>
    public static PplException ArgumentOutsideConstraint(string owner, string argument, string value, string constraint, string hint) =>
        new ErrorText("PPL018", $"{owner}: argument {argument} is not {constraint}")
            .Row(argument, value)
            .Row("must be", constraint)
            .Hint(hint)
            .ToException();

    /// <summary>An initial value on the edge of the parameter's constraint, which no finite unconstrained value gives.</summary>
    public static PplException InitialOnEdge(string parameter, Constraint constraint, Tensor initial) =>
        new ErrorText("PPL018", $"parameter \"{parameter}\": the initial value lies on the edge of its constraint")
            .Row("initial", TensorText.Values(initial))
            .Row("constraint", constraint.ToString()!)
            .Hint("start from a value inside: a learnt parameter moves, and never reaches the edge.")
            .ToException();

    /// <summary>An initial value outside the parameter's constraint.</summary>
    public static PplException InitialOutsideConstraint(string parameter, Constraint constraint, Tensor initial) =>
        new ErrorText("PPL018", $"parameter \"{parameter}\": the initial value lies outside its constraint")
            .Row("initial", TensorText.Values(initial))
            .Row("constraint", constraint.ToString()!)
            .Hint($"start from a value that is {constraint}, or give the parameter another constraint.")
            .ToException();
}
