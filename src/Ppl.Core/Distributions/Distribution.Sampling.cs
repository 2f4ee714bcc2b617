namespace Ppl.Distributions;

public abstract partial class Distribution
{
    /// <summary>Does <see cref="Sample"/> carry pathwise gradients to the parameters? If not, draws are cut off from them.</summary>
    public virtual bool IsReparameterized => false;

    /// <summary>Independent draws. Dtype and device are those of the parameters if one is a tensor, else those of <paramref name="rng"/>.</summary>
    /// <returns>Shape: <paramref name="sampleShape"/> + <see cref="BatchShape"/> + <see cref="EventShape"/>. Lives in the caller's tensor scope.</returns>
    public abstract Tensor Sample(Rng rng, Shape sampleShape = default);

    /// <summary>E[X]. Shape: <see cref="BatchShape"/> + <see cref="EventShape"/>; parameters that are numbers give Float64.</summary>
    /// <exception cref="PplException">PPL027: there is none, or no formula.</exception>
    public virtual Tensor Mean => throw Undefined(nameof(Mean));

    /// <summary>E[(X - E[X])^2], elementwise. Shape and dtype as <see cref="Mean"/>.</summary>
    /// <exception cref="PplException">PPL027: there is none, or no formula.</exception>
    public virtual Tensor Variance => throw Undefined(nameof(Variance));

    /// <summary>P(X &lt;= value). Shape: sample shape + <see cref="BatchShape"/>.</summary>
    /// <exception cref="PplException">PPL027: there is no formula, or values are not ordered. PPL101: the value does not broadcast with the batch.</exception>
    public Tensor Cdf(Tensor value)
    {
        Shape shape = OrderedShape(value, nameof(Cdf));
        return Stretch(Support is Interval { IsBounded: true } support ? CumulativeWithin(support, value) : Cumulative(value), shape);
    }

    /// <summary>0 below the support and 1 above; there the formula sees a point inside, so that neither it nor its gradients are NaN.</summary>
    private Tensor CumulativeWithin(Interval support, Tensor value)
    {
        Tensor isBelow = value < support.Low, isAbove = value > support.High;
        Tensor inside = torch.where(isBelow | isAbove, torch.zeros_like(value) + support.Feasible(default), value);
        Tensor cumulative = Cumulative(inside), zero = torch.zeros_like(cumulative);
        return torch.where(isBelow, zero, torch.where(isAbove, zero + 1, cumulative));
    }

    /// <summary>The quantile, the least value that X does not exceed with probability <paramref name="p"/>: the inverse of <see cref="Cdf"/>; of counts without a gradient.</summary>
    /// <returns>Shape: sample shape + <see cref="BatchShape"/>.</returns>
    /// <exception cref="PplException">PPL027: there is no formula, or values are not ordered. PPL101: p does not broadcast with the batch.</exception>
    public Tensor Icdf(Tensor p)
    {
        Shape shape = OrderedShape(p, nameof(Icdf));
        return Stretch(Quantile(p), shape);
    }

    /// <summary><see cref="Cdf"/>, for a value whose shape was checked. The result may lack dims along which the parameters and the value are constant.</summary>
    protected virtual Tensor Cumulative(Tensor value) => throw Undefined(nameof(Cdf));

    /// <summary><see cref="Icdf"/>, likewise.</summary>
    protected virtual Tensor Quantile(Tensor p) => throw Undefined(nameof(Icdf));

    /// <summary>The shape of a draw: <paramref name="sampleShape"/> + <see cref="BatchShape"/> + <see cref="EventShape"/>.</summary>
    protected Shape DrawShape(Shape sampleShape) => sampleShape + BatchShape + EventShape;

    /// <summary>The shape of a function of numbers, one for each batch element.</summary>
    private Shape OrderedShape(Tensor value, string operation)
    {
        ArgumentNullException.ThrowIfNull(value);
        return EventShape.Rank > 0 ? throw Undefined(operation) : LogProbShape(Shape.Of(value));
    }

    /// <summary>The distribution of the numbers that draws consist of, each by itself.</summary>
    internal virtual Distribution Elementwise => this;

    /// <summary>A distribution near this one, whose draws carry gradients; null where there is none.</summary>
    /// <param name="temperature">The colder, the nearer.</param>
    /// <param name="isRounded">Whether its draws are values of this one, with the gradient of what they round.</param>
    internal virtual Distribution? Relaxed(TensorLike temperature, bool isRounded) => null;

    /// <summary>log p at a draw of <see cref="Relaxed"/>, continued linearly between the values there are.</summary>
    /// <exception cref="PplException">PPL027: there is no such thing.</exception>
    internal Tensor RelaxedLogProb(Tensor value)
    {
        Tensor logProb = RelaxedLogDensity(value) ?? throw Error.NoSuchOperation(Name, "log density of a value that the guide relaxed",
            "give the model's latent the guide's kind of distribution, Bernoulli or OneHotCategorical; or take another estimator in the guide.");
        return Stretch(logProb, LogProbShape(Shape.Of(value)));
    }

    /// <summary><see cref="RelaxedLogProb"/>, as <see cref="LogDensity"/>; null where there is none.</summary>
    internal virtual Tensor? RelaxedLogDensity(Tensor value) => null;
}
