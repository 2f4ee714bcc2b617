namespace Ppl.Infer;

/// <summary>
/// An objective of variational inference: a bound on log p(x), estimated from runs of a guide and of a model along it. It
/// knows nothing of optimisers or parameter stores.
/// </summary>
public abstract class Elbo : IResumable
{
    /// <summary>Runs guide and model, and estimates the negative bound.</summary>
    /// <param name="model">The model, its data given.</param>
    /// <param name="guide">The guide, its data given.</param>
    /// <param name="plateDepth">How many dims on the right the plates of both programs own: particles go to the left of them.</param>
    /// <exception cref="PplException">PPL003-PPL007, PPL026: the guide does not fit the model; PPL201: the bound is not finite.</exception>
    public abstract ElboEstimate Estimate(Action model, Action guide, int plateDepth);

    /// <summary>Whether the surrogate's gradient is that of the loss where all draws carry theirs, so that a minimiser can follow it at draws held fixed.</summary>
    internal virtual bool HasGradientOfLoss => true;

    /// <summary>A run of both programs that finds how deep their plates go, before there is a depth to run them at.</summary>
    internal virtual GuidedRun DryRun(Action model, Action guide) => GuidedRun.Of(model, guide);

    /// <summary>Adds what the objective carries from step to step, such as a baseline. By default there is nothing.</summary>
    public virtual void Save(SavedState state) { }

    /// <inheritdoc/>
    public virtual Action Restore(SavedState state) => () => { };
}
