using Ppl.Handlers;

namespace Ppl.Infer.Tests;

/// <summary>
/// Σ_z q(z) (log Σ_w p(x, z, w) - log q(z)), every value of every discrete site in a run of its own: what an objective that sums them out must equal. For
/// programs without continuous latents, scales and subsampled plates.
/// </summary>
internal sealed class BruteForceElbo : Elbo
{
    public override ElboEstimate Estimate(Action model, Action guide, int plateDepth)
    {
        Tensor? bound = null;
        foreach (Trace guided in Enumerate.Runs(() => Trace.Of(guide), plateDepth, OneByOne))
        {
            Tensor[] joint = [.. Enumerate.Runs(() => Along(guided, model), plateDepth, OneByOne)];
            Tensor term = Probability(guided) * (torch.stack(joint).logsumexp(0) - guided.LogJoint());
            bound = bound is null ? term : bound + term;
        }
        return new ElboEstimate(-(double)bound!, -bound!, []);
    }

    private static Tensor Along(Trace guided, Action model)
    {
        using Scope replay = new Replay(guided).Enter();
        return Trace.Of(model).LogJoint();
    }

    /// <summary>What is masked has a probability too.</summary>
    private static Tensor Probability(Trace guided)
    {
        Tensor sum = torch.zeros([], torch.float64);
        foreach (SampleSite site in guided.Latents) sum += site.Distribution.LogProb(site.Value!).sum();
        return sum.exp();
    }

    private static Enumeration OneByOne(SampleSite site) => Enumeration.Sequential;
}
