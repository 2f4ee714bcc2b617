using System.Collections.Immutable;
using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// Cuts a vector into parts that other strategies, guides or samplers treat apart: x_split_0, x_split_1, ... have no density of their own, and
/// x, their concatenation, keeps its own: log p = log p_x(cat(x_split_0, x_split_1, ...)).
/// </summary>
/// <param name="lengths">Of the parts, along the last event dim.</param>
public sealed class SplitReparam(params IReadOnlyList<long> lengths) : Reparam
{
    private readonly ImmutableArray<long> lengths = lengths.All(length => length > 0) ? [.. lengths] : throw new ArgumentOutOfRangeException(nameof(lengths), "A part has at least one element.");

    /// <inheritdoc/>
    protected internal override bool KeepsDensity => true;

    /// <inheritdoc/>
    protected internal override Tensor Rewrite(SampleSite site)
    {
        Shape events = site.Distribution.EventShape;
        if (events.Rank == 0 || events[^1] != lengths.Sum())
            throw Error.EventDoesNotFit($"{site.Description}: {site.Distribution.Name}", site.Distribution.BatchShape, events,
                $"parts of {string.Join(", ", lengths)} elements do not make up its last event dim", $"give lengths whose sum is that dim's, or declare it as an event: ToEvent(1).");
        if (site.Distribution.Support is not IndependentConstraint { Inner.EventDim: 0 })
            throw Unknown(site, "support in parts", "split vectors whose coordinates vary freely of each other: on a simplex, say, they do not.");
        Tensor? whole = null;
        Tensor Joint(Rng rng) => whole ??= site.Distribution.Sample(rng);
        var parts = new Tensor[lengths.Length];
        long from = 0;
        for (int i = 0; i < parts.Length; from += lengths[i++]) parts[i] = Draw(site, $"split_{i}", new Part(site.Distribution, Joint, from, lengths[i]));
        return torch.cat(parts, -1);
    }

    /// <summary>Some coordinates of a vector, with the same density everywhere; drawn, all parts together are a draw of the vector.</summary>
    private sealed class Part(Distribution whole, Func<Rng, Tensor> joint, long from, long length)
        : Distribution(whole.BatchShape, [.. whole.EventShape.DropLast(1), length])
    {
        public override Constraint Support => whole.Support;

        internal override string Name => $"part of {whole.Name}";

        public override bool IsReparameterized => whole.IsReparameterized;

        public override Tensor Sample(Rng rng, Shape sampleShape = default) => joint(rng).narrow(-1, from, length);

        protected override Tensor LogDensity(Tensor value) => torch.zeros_like(value).sum(EventDims());

        private long[] EventDims() => [.. Enumerable.Range(1, EventShape.Rank).Select(dim => -(long)dim)];
    }
}
