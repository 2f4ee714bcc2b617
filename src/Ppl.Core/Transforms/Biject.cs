namespace Ppl;

/// <summary>The bijection from the real numbers onto each constraint: how a constrained parameter is stored and a latent is moved to unconstrained space.</summary>
public static class Biject
{
    /// <summary>
    /// Real: identity. Positive (or above a bound): exp. Below a bound: its mirror image. An interval: sigmoid, stretched.
    /// Where bounds are tensors or lists, each number by its own, of which any may be infinite (reads a tensor).
    /// Simplex: stick-breaking. Increasing numbers: sums of exponentials. Zero sum: an isometry. Sphere: the stereographic projection.
    /// Lower Cholesky factor: the diagonal's exp; positive-definite matrix: that factor's product. Correlation matrix and its factor: tanh of
    /// partial correlations. Parts side by side: the bijection of each. Event dims of the constraint are kept.
    /// </summary>
    /// <exception cref="PplException">PPL027: the set is discrete.</exception>
    public static Transform To(Constraint constraint) => constraint switch
    {
        Interval interval => To(interval),
        SimplexConstraint => Transforms.StickBreaking,
        OrderedConstraint ordered => ordered.IsPositive ? Transforms.PositiveOrdered : Transforms.Ordered,
        ZeroSumConstraint => Transforms.ZeroSum,
        SphereConstraint => Transforms.Stereographic,
        LowerCholeskyConstraint => Transforms.LowerCholesky,
        PositiveDefiniteConstraint => Transforms.PositiveDefinite,
        CorrCholeskyConstraint => Transforms.CorrCholesky,
        CorrelationMatrixConstraint => Transforms.CorrelationMatrix,
        StackConstraint stack => Transforms.Stack([.. stack.Parts.Select(To)]),
        CatConstraint cat => To(cat),
        IndependentConstraint independent => To(independent.Inner).ToEvent(independent.Dims),
        _ => throw Error.NoSuchOperation($"the constraint \"{constraint}\"", "bijection from the reals",
            "only continuous sets have one: enumerate, sum out or observe a discrete site."),
    };

    private static Transform To(CatConstraint cat)
    {
        Transform[] parts = [.. cat.Parts.Select(To)];
        return Transforms.Cat(parts, [.. parts.Select((part, i) => part.InverseShape([cat.Lengths[i]])[0])]);
    }

    private static Transform To(Interval interval) => (interval.IsBoundedBelow, interval.IsBoundedAbove) switch
    {
        (false, false) => Transforms.Identity,
        _ when interval.HasInfiniteElements => new IntervalTransform(interval),
        (true, false) => Shifted(Transforms.Exp, interval.Low, 1),
        (false, true) => Shifted(Transforms.Exp, interval.High, -1),
        (true, true) => Shifted(Transforms.Sigmoid, interval.Low, interval.High - interval.Low),
    };

    private static Transform Shifted(Transform standard, TensorLike loc, TensorLike scale) =>
        loc.Equals(0) && scale.Equals(1) ? standard : standard.Then(Transforms.Affine(loc, scale));
}
