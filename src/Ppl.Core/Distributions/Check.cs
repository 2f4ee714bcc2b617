using System.Runtime.CompilerServices;

namespace Ppl.Distributions;

/// <summary>Checks of arguments and values. Numbers always; elements of tensors only while <see cref="EffectStack.ChecksValues"/>, because each look reads a tensor.</summary>
internal static class Check
{
    /// <summary>The argument, if it is finite.</summary>
    public static TensorLike Real(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, Constraints.Real, name, "NaN and infinity are no parameters: look where they come from.");

    /// <summary>The argument, if it is above 0.</summary>
    public static TensorLike Positive(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, Constraints.Positive, name, $"make it positive: exp or softplus of a real number, or Param(\"{name}\", ..., Constraints.Positive).");

    /// <summary>The argument, if it is 0 or above.</summary>
    public static TensorLike NonNegative(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, Constraints.NonNegative, name, "make it nonnegative: softmax, exp or softplus of real numbers.");

    /// <summary>The argument, if it is a whole number from 0 upwards.</summary>
    public static TensorLike Count(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, Constraints.NonNegativeInteger, name, "count things: give 0, 1, 2, ...");

    /// <summary>The argument, if it is a whole number.</summary>
    public static TensorLike Integer(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, new IntegerInterval(double.MinValue, double.PositiveInfinity), name, "round it.");

    /// <summary>The argument, if it is above a bound.</summary>
    public static TensorLike GreaterThan(string owner, TensorLike argument, double bound, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, Constraints.GreaterThan(bound), name, $"keep it above {bound}: add {bound} to a positive number.");

    /// <summary>The argument, if it lies between -1 and 1 and is neither.</summary>
    public static TensorLike Correlation(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, Constraints.OpenInterval(-1, 1), name, "keep it between -1 and 1: tanh of a real number.");

    /// <summary>The argument, if it is a lower Cholesky factor.</summary>
    public static TensorLike LowerCholesky(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, Constraints.LowerCholesky, name, $"make it a factor: torch.linalg.cholesky of a covariance, or Param(\"{name}\", ..., Constraints.LowerCholesky).");

    /// <summary>Refuses a matrix whose halves differ.</summary>
    public static void Symmetric(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "")
    {
        if (argument.IsTensor && !EffectStack.ChecksValues) return;
        if (Outside.OfEvents(argument, 2, PositiveDefiniteConstraint.IsSymmetric, (_, _) => "symmetric", (_, _, matrix) => PositiveDefiniteConstraint.NotSymmetric(matrix)) is { } outside)
            throw Error.ArgumentOutsideConstraint(owner, name, outside, $"give both halves alike: ({name} + {name}.mT) / 2.");
    }

    /// <summary>The argument, if it lies between 0 and 1.</summary>
    public static TensorLike Probability(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, Constraints.UnitInterval, name, "give a probability, or real numbers through FromLogits.");

    /// <summary>The argument, if it lies between 0 and 1 and is neither.</summary>
    public static TensorLike OpenProbability(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "") =>
        Argument(owner, argument, new Interval(0, 1, IsClosed: false), name, "keep it off the ends, or give real numbers through FromLogits.");

    /// <summary>The argument, if it is finite and not 0.</summary>
    public static TensorLike NonZero(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "")
    {
        Real(owner, argument, name);
        if (argument.IsTensor && !EffectStack.ChecksValues) return argument;
        Outside? zero = argument.IsTensor
            ? Outside.OfEvents(argument, 0, numbers => numbers != 0, (_, _) => "nonzero", (_, _, _) => null)
            : Outside.OfNumbers(argument, number => number != 0, "nonzero");
        return zero is null ? argument : throw Error.ArgumentOutsideConstraint(owner, name, zero, "0 takes all points to one, and there is no way back.");
    }

    /// <summary>The argument, if it is finite and increases along its last dim.</summary>
    public static TensorLike Increasing(string owner, TensorLike argument, [CallerArgumentExpression(nameof(argument))] string name = "")
    {
        Real(owner, argument, name);
        if (argument.IsTensor && !EffectStack.ChecksValues) return argument;
        Outside? outside = Outside.OfEvents(argument, 1, Constraints.Ordered.Check, (_, _) => "increasing", (_, _, vector) => Constraints.Ordered.WhyOutside(vector));
        return outside is null ? argument : throw Error.ArgumentOutsideConstraint(owner, name, outside, "each must be above the one before it: cumulate positive numbers.");
    }

    /// <summary>Refuses bounds of which the lower is not below the upper.</summary>
    public static void Ordered(string owner, TensorLike low, TensorLike high)
    {
        if ((low.IsTensor || high.IsTensor) && !EffectStack.ChecksValues) return;
        Outside? outside = low.IsNumber && !high.IsTensor
            ? Outside.OfNumbers(high, number => number > low.Number, $"above low, {low}")
            : Outside.OfEvents(high, 0, upper => low.ToTensor() < upper, (batch, i) => $"above low, {low.At(batch, i)}", (_, _, _) => null);
        if (outside is not null) throw Error.ArgumentOutsideConstraint(owner, nameof(high), outside, "give the lower bound first; equal bounds leave no room.");
    }

    /// <summary>Refuses an index that does not name elements of the first batch dim.</summary>
    public static void Index(Distribution distribution, Tensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (distribution.BatchShape.Rank == 0) throw Error.NoBatchToIndex(distribution, Shape.Of(index));
        if (index.dtype != torch.ScalarType.Int64) throw Error.IndexDtype(distribution, index);
        if (!EffectStack.ChecksValues) return;
        if (Outside.Of(new IntegerInterval(0, distribution.BatchShape[0] - 1), index) is { } outside) throw Error.IndexOutsideBatch(distribution, Shape.Of(index), outside);
    }

    /// <summary>Refuses a mask that is not Bool.</summary>
    public static void Mask(Distribution distribution, Tensor mask)
    {
        if (mask.dtype != torch.ScalarType.Bool) throw Error.MaskNotBool(distribution.Name, ((TensorLike)mask).ToString());
    }

    /// <summary>Refuses to join nothing.</summary>
    public static void Parts(string owner, int count)
    {
        if (count == 0) throw Error.EventDoesNotFit(owner, default, default, "there are no parts to join", "give at least one part.");
    }

    /// <summary>Refuses pieces that are not vectors, or lengths that are not theirs.</summary>
    public static void Pieces(string owner, IReadOnlyList<int> eventDims, IReadOnlyList<long> lengths)
    {
        Parts(owner, eventDims.Count);
        if (eventDims.Count != lengths.Count)
            throw Error.EventDoesNotFit(owner, default, default, $"{eventDims.Count} parts do not fit {lengths.Count} lengths", "give each part one length.");
        if (eventDims.Any(dims => dims > 1))
            throw Error.EventDoesNotFit(owner, default, default, "a part is over matrices", "join parts over numbers or vectors.");
    }

    /// <summary>Refuses a value outside the support.</summary>
    /// <exception cref="PplException">PPL019.</exception>
    public static void Value(Distribution distribution, Tensor value)
    {
        if (Outside.Of(distribution.Support, value) is { } outside) throw Error.ValueOutsideSupport(distribution.Name, outside);
    }

    private static TensorLike Argument(string owner, TensorLike argument, Constraint constraint, string name, string hint)
    {
        if (argument.IsMissing) throw new ArgumentNullException(name, $"{owner}: argument {name} is null");
        if (argument.Tensor is { } tensor && !constraint.IsDiscrete && !tensor.is_floating_point()) throw Error.ArgumentNotReal(owner, name, tensor);
        if (argument.IsTensor && !EffectStack.ChecksValues) return argument;
        if (argument.IsNumber && constraint.Holds(argument.Number)) return argument;
        return Outside.Of(constraint, argument) is { } outside ? throw Error.ArgumentOutsideConstraint(owner, name, outside, hint) : argument;
    }
}
