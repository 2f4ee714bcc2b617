using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// The bound of the importance weighted autoencoder (Burda, Grosse and Salakhutdinov 2016, eq. 8): E[log (1/K) Σ_k w_k], w_k = p(x, z_k) / q(z_k) with
/// z_k ~ q. It is the evidence lower bound at K = 1, rises with K and approaches log p(x).
/// </summary>
/// <remarks>
/// <para>The gradient is Σ w̃_k ∇log w_k along reparameterised draws, w̃_k = w_k / Σ w; for the others the score-function term
/// log (1/K) Σ w · Σ_k ∇log q(z_k) joins it, whose variance is large: <see cref="Vimco"/> has a better one.</para>
/// <para>The doubly reparameterised gradient (Tucker, Lawson, Gu and Maddison 2019) leaves the model's parameters theirs, Σ w̃_k ∇log p(x, z_k), and gives
/// the guide's Σ w̃_k² ∂log w_k/∂z_k ∂z_k/∂φ: unbiased too, and with more draws its signal grows against its noise, where that of the usual gradient fades. It takes a second
/// run of the guide, and draws that all carry their gradient. A parameter of both programs gets both gradients.</para>
/// </remarks>
/// <param name="particles">K.</param>
/// <param name="vectorize">As for <see cref="MultiSampleElbo"/>.</param>
/// <param name="doublyReparameterized">Whether the guide's parameters get the doubly reparameterised gradient.</param>
public sealed class ImportanceWeightedElbo(int particles, bool vectorize = true, bool doublyReparameterized = false) : MultiSampleElbo(particles, vectorize)
{
    /// <inheritdoc/>
    internal override bool HasGradientOfLoss => !doublyReparameterized;

    private protected override GuidedRun Run(Action model, Action guide) => doublyReparameterized ? RunAtLeaves(model, guide) : base.Run(model, guide);

    private protected override Bound BoundOf(ParticleWeights weights, IReadOnlyList<GuidedRun> runs)
    {
        Tensor bound = LogMean(weights.LogWeight);
        return runs.Any(run => run.Drawn is not null) ? new(bound, DoublyReparameterized(weights, runs)) : WithScore(bound, weights);
    }

    /// <summary>
    /// The guide's draws, and log w as a function of them: at copies of the draws, each cut off from where it came from. How later draws depend on earlier ones, and all on
    /// parameters, the first run knows; in the second, ∂log w/∂z is at fixed parameters, each draw being free.
    /// </summary>
    private static GuidedRun RunAtLeaves(Action model, Action guide)
    {
        Trace drawn = Trace.Of(guide);
        foreach (SampleSite site in drawn.Latents)
        {
            if (site.IsPathwise || !site.LogProb.requires_grad) continue;
            throw Error.Options(
                $"the doubly reparameterised gradient goes along the draws, and \"{site.Name}\" ({site.Distribution.GetType().Name}) carries none",
                "leave doublyReparameterized out, or take Vimco, which is made for such draws.");
        }
        var leaves = drawn.Latents.Where(site => site.Value!.requires_grad).ToDictionary(site => site.Name, site => site.Value!.detach().requires_grad_(true));
        return leaves.Count == 0 ? GuidedRun.Along(drawn, model) : GuidedRun.Along(AtLeaves(drawn, leaves, guide), model) with { Drawn = drawn };
    }

    private static Trace AtLeaves(Trace drawn, Dictionary<string, Tensor> leaves, Action guide)
    {
        using Scope elements = new Replay(drawn).Enter();
        using Scope values = new Substitute(leaves).Enter();
        return Trace.Of(guide);
    }

    private static Tensor DoublyReparameterized(ParticleWeights weights, IReadOnlyList<GuidedRun> runs)
    {
        Tensor share = weights.LogWeight.detach().softmax(0);
        (Tensor Leaf, Tensor Draw)[] draws = [.. runs.SelectMany(run => run.Guide.Latents.Where(site => site.Value!.requires_grad).Select(site => (site.Value!, run.Drawn![site.Name].Value!)))];
        Tensor[] gradients = [.. torch.autograd.grad([(share.square() * weights.LogWeight).sum()], [.. draws.Select(draw => draw.Leaf)], retain_graph: true, allow_unused: true)];
        Tensor sum = weights.LogJoint is { } joint ? (share * joint).sum() : share.sum();
        for (int i = 0; i < draws.Length; i++)
            if (!gradients[i].IsInvalid) sum += (gradients[i] * draws[i].Draw).sum();
        return sum;
    }
}
