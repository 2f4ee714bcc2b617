using System.Collections.Frozen;
using System.Reflection;

namespace Ppl.Distributions;

/// <summary>Divergences between distributions, in closed form.</summary>
/// <remarks>A pair's formula is an overload of Kl, and stands in the file named after its first distribution; what holds of wrappers is one, too.</remarks>
public static partial class Divergence
{
    private static readonly FrozenDictionary<(Type P, Type Q), MethodInvoker> formulas = typeof(Divergence)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(method => method.Name == nameof(Kl))
        .ToFrozenDictionary(method => (method.GetParameters()[0].ParameterType, method.GetParameters()[1].ParameterType), MethodInvoker.Create);

    /// <summary>The Kullback-Leibler divergence KL(p ‖ q) = E_p[log p - log q] in nats; infinite where p has values that q has not.</summary>
    /// <remarks>
    /// Wrapped distributions are compared by rule: an event's divergence is the sum over its independent elements, an element that either mask
    /// leaves out counts nothing, and one transform on both sides changes nothing.
    /// </remarks>
    /// <returns>Shape: the batch shapes broadcast; parameters that are numbers give Float64.</returns>
    /// <exception cref="PplException">PPL027: there is no formula for the pair. PPL101: the batch shapes do not broadcast. PPL107: the event shapes differ.</exception>
    public static Tensor Kl(Distribution p, Distribution q)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(q);
        if (p.EventShape != q.EventShape)
            throw Error.EventDoesNotFit(p.Name, p.BatchShape, p.EventShape, $"its event {p.EventShape} is not that of {q.Name}, {q.EventShape}",
                "a divergence compares distributions over the same values: call ToEvent on both.");
        Shape batch = Shape.Broadcast(p.BatchShape, q.BatchShape);
        Tensor kl = Formula(p.GetType(), q.GetType()) is { } formula ? (Tensor)formula.Invoke(null, p, q)!
            : LeavesInterval(p.Support, q.Support) ? Infinite(p, q)
            : throw NoFormula(p, q);
        return Distribution.Stretch(kl, batch);
    }

    /// <summary>
    /// Is there a formula, and is it that of the mean of log p - log q under p? <see cref="Kl(Distribution, Distribution)"/> leaves out what either mask leaves
    /// out; the mean of the log ratio does so only where the mask is that of both.
    /// </summary>
    internal static bool IsMeanLogRatio(Distribution p, Distribution q) => p.EventShape == q.EventShape && (p, q) switch
    {
        (Independent several, Independent others) => IsMeanLogRatio(several.Elements, others.Elements),
        (Masked some, Masked others) => ReferenceEquals(some.Mask, others.Mask) && IsMeanLogRatio(some.Unmasked, others.Unmasked),
        (Masked, _) or (_, Masked) => false,
        (TransformedDistribution, TransformedDistribution or LogNormal) or (LogNormal, TransformedDistribution) => AreImagesOfKnown((IPushForward)p, (IPushForward)q),
        (Categorical one, Categorical other) => one.Categories.Count == other.Categories.Count,
        _ => Formula(p.GetType(), q.GetType()) is not null,
    };

    private static bool AreImagesOfKnown(IPushForward p, IPushForward q) => p.Transform.Equals(q.Transform) && IsMeanLogRatio(p.Origin, q.Origin);

    private static Tensor Kl(Independent p, Independent q)
    {
        int dims = Math.Min(p.Dims, q.Dims);
        return Kl(p.Elements.ToEvent(p.Dims - dims), q.Elements.ToEvent(q.Dims - dims)).SumLast(dims);
    }

    private static Tensor Kl(Masked p, Masked q) => Counted(Kl(p.Unmasked, q.Unmasked), p.Mask & q.Mask);

    private static Tensor Kl(Masked p, Distribution q) => Counted(Kl(p.Unmasked, q), p.Mask);

    private static Tensor Kl(Distribution p, Masked q) => Counted(Kl(p, q.Unmasked), q.Mask);

    private static Tensor Kl(TransformedDistribution p, TransformedDistribution q) => KlOfImages(p, q);

    /// <summary>One bijection on both sides changes nothing.</summary>
    private static Tensor KlOfImages<TP, TQ>(TP p, TQ q)
        where TP : Distribution, IPushForward
        where TQ : Distribution, IPushForward =>
        p.Transform.Equals(q.Transform) ? Kl(p.Origin, q.Origin) : throw NoFormula(p, q);

    private static Tensor Counted(Tensor kl, Tensor mask) => torch.where(mask, kl, torch.zeros_like(kl));

    /// <summary>The formula for a pair, of the most derived parameter types there are: of p first, then of q.</summary>
    private static MethodInvoker? Formula(Type p, Type q)
    {
        for (Type? one = p; one is not null; one = one.BaseType)
            for (Type? other = q; other is not null; other = other.BaseType)
                if (formulas.TryGetValue((one, other), out MethodInvoker? formula)) return formula;
        return null;
    }

    /// <summary>Does the one interval, of every element, reach beyond the other? Ends that only one of them owns have no probability. Reads tensor bounds.</summary>
    private static bool LeavesInterval(Constraint p, Constraint q) => p is Interval inner && q is Interval outer
        && TensorLike.HoldsEverywhere((inner.Low.ToTensor() < outer.Low) | (inner.High.ToTensor() > outer.High));

    private static PplException NoFormula(Distribution p, Distribution q) => Error.NoSuchOperation($"the pair ({p.Name}, {q.Name})", "closed-form KL divergence",
        "estimate it from draws of p, or use TraceElbo, which needs none.");
}
