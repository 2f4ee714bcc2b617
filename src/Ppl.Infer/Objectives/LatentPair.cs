using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>A latent as the guide draws it and as the model has it, q and p, each at the latents before it; what it adds to the negative bound.</summary>
internal sealed class LatentPair
{
    private readonly SampleSite guide;
    private readonly SampleSite model;

    /// <summary>Do q and p count the same elements, and as much? Their log ratio is then one term, with one scale and one mask.</summary>
    private readonly bool isOneTerm;

    /// <summary>Does KL(q ‖ p) stand for the mean of that term over this draw?</summary>
    private readonly bool isClosed;

    /// <param name="guide">The site of q.</param>
    /// <param name="model">The site of p.</param>
    /// <param name="isAfterParents">Has the guide drawn before this latent all that the model has before it?</param>
    private LatentPair(SampleSite guide, SampleSite model, bool isAfterParents)
    {
        (this.guide, this.model) = (guide, model);
        (Distribution q, Distribution p) = (guide.Distribution, model.Distribution);
        isOneTerm = guide.Scale.Equals(model.Scale) && ReferenceEquals(guide.Mask, model.Mask) && q.BatchShape == p.BatchShape && q.EventShape == p.EventShape;
        isClosed = isOneTerm && isAfterParents && Divergence.IsMeanLogRatio(q, p);
    }

    /// <summary>The latents of a run whose guide fits its model, in the model's order.</summary>
    /// <remarks>
    /// KL(q ‖ p) is the mean over this draw with all that p depends on held fixed. p may depend on whatever the model has before the latent; if the guide
    /// draws some of it later, perhaps from this very draw, that mean is another one.
    /// </remarks>
    public static IEnumerable<LatentPair> Of(GuidedRun run)
    {
        int latest = -1;
        foreach (SampleSite model in run.Model.Latents)
        {
            int place = run.Guide.PlaceOf(model.Name);
            yield return new LatentPair(run.Guide.Find<SampleSite>(model.Name)!, model, isAfterParents: place > latest);
            latest = Math.Max(latest, place);
        }
    }

    /// <summary>Is the divergence finite, or not what is taken?</summary>
    public bool IsFinite => !isClosed || Divergence.Kl(guide.Distribution, model.Distribution).isfinite().all().item<bool>();

    /// <summary>PPL201: see <see cref="IsFinite"/>.</summary>
    public PplException NonFiniteDivergence() => Error.NonFiniteDivergence(guide, model);

    /// <summary>The sum of scale · mask · KL(q ‖ p), or of the log ratio where that does not stand for it.</summary>
    /// <param name="particles">The plate of the particles, over which not to sum; null where the run is one.</param>
    public Tensor Total(string? particles) => isOneTerm
        ? guide.Total(isClosed ? Divergence.Kl(guide.Distribution, model.Distribution) : guide.LogProb - model.LogProb, particles)
        : guide.Total(particles) - model.Total(particles);

    /// <summary>
    /// <see cref="Total"/> without the numbers of the event whose mean over the batch is no more than some nats: its gradient is that of Σ max(nats, mean).
    /// Numbers are told apart where they are independent under q and p.
    /// </summary>
    public Tensor TotalAbove(double nats, string? particles)
    {
        if (!isOneTerm) return Total(particles);
        (Distribution q, Distribution p, int dims) = Numbers();
        Tensor terms = isClosed ? Divergence.Kl(q, p)
            : dims == 0 ? guide.LogProb - model.LogProb
            : q.LogProb(guide.Value!) - p.LogProb(guide.Value!);
        Tensor isFree = (MeanOverBatch(terms.detach(), dims) > nats).logical_not();
        return guide.Total(terms.masked_fill(isFree, 0).SumLast(dims), particles);
    }

    private (Distribution Q, Distribution P, int Dims) Numbers()
    {
        if (guide.Distribution is not Independent q || model.Distribution is not Independent p) return (guide.Distribution, model.Distribution, 0);
        int dims = Math.Min(q.Dims, p.Dims);
        return (q.Elements.ToEvent(q.Dims - dims), p.Elements.ToEvent(p.Dims - dims), dims);
    }

    /// <summary>The mean over the batch elements that count; the last dims are not of the batch.</summary>
    private Tensor MeanOverBatch(Tensor terms, int dims)
    {
        int rank = (int)terms.dim() - dims;
        if (rank == 0) return terms;
        long[] batch = [.. Enumerable.Range(0, rank)];
        if (guide.Mask is not { } mask) return terms.mean(batch);
        Tensor counted = mask.expand(guide.Distribution.BatchShape.AsSpan());
        Tensor numbers = counted;
        for (int i = 0; i < dims; i++) numbers = numbers.unsqueeze(-1);
        return terms.masked_fill(numbers.logical_not(), 0).sum(batch) / counted.sum();
    }
}
