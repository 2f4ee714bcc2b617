namespace Ppl.Infer;

/// <summary>
/// Several guides that draw one model's latents between them, each its own: <c>q(z) = Π q_i(z_i)</c>. Each part says which latents are its with <c>only</c>; one
/// written by hand is wrapped in <see cref="ByHand{TData}"/>.
/// </summary>
/// <param name="parts">The guides, run in this order. A latent of none is PPL004, of two PPL001.</param>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class AutoGuideList<TData>(params AutoGuide<TData>[] parts) : AutoGuide<TData>
{
    private readonly AutoGuide<TData>[] parts =
        parts?.Length > 0 ? [.. parts] : throw new ArgumentException("A list of guides has at least one part.", nameof(parts));

    private protected override void Run(TData data)
    {
        foreach (AutoGuide<TData> part in parts) part.RunIn(data, whole: false);
    }

    private protected override void RunWhole(TData data)
    {
        foreach (AutoGuide<TData> part in parts) part.RunIn(data, whole: true);
    }

    private protected override IReadOnlyDictionary<string, Tensor> Medians(TData data) =>
        parts.SelectMany(part => part.MediansIn(data)).ToDictionary();

    private protected override IReadOnlyDictionary<string, Tensor> Quantiles(TData data, double[] levels) =>
        parts.SelectMany(part => part.QuantilesIn(data, levels)).ToDictionary();
}
