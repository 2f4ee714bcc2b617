using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// The evidence lower bound by Monte Carlo: E_q[log p(x, z) - log q(z)], estimated with z ~ q.
/// </summary>
/// <remarks>
/// A reparameterised site carries its pathwise gradient (Kingma and Welling 2014, eq. 6); for the others the surrogate gets the
/// score-function term log q(z) · (log p(x, z) - log q(z)), the second factor held fixed (Ranganath, Gerrish and Blei 2014,
/// eq. 2), with log q masked but not scaled, or a subsampled latent would count its scale twice.
/// </remarks>
/// <param name="particles">How many draws of z to average over.</param>
/// <param name="vectorize">
/// False: one run after another. True: one run of all of them side by side (<see cref="Broadcast"/>), to the left of the programs' own plates; faster,
/// and for programs that broadcast.
/// </param>
public sealed class TraceElbo(int particles = 1, bool vectorize = false) : Elbo
{
    private const string Particles = "particles";

    private readonly int particles = particles > 0
        ? particles
        : throw new ArgumentOutOfRangeException(nameof(particles), particles, "An estimate takes at least one particle.");

    /// <inheritdoc/>
    public override ElboEstimate Estimate(Action model, Action guide, int plateDepth) =>
        vectorize && particles > 1 ? SideBySide(model, guide, plateDepth) : OneAfterAnother(model, guide);

    private ElboEstimate SideBySide(Action model, Action guide, int plateDepth)
    {
        using Scope copies = new Broadcast(Particles, particles, dim: -plateDepth - 1).Enter();
        GuidedRun run = GuidedRun.Of(model, guide);
        (Tensor loss, Tensor surrogate) = Losses(run, keepPlate: Particles);
        return Report(loss.mean(), ReferenceEquals(loss, surrogate) ? null : surrogate.mean(), [run]);
    }

    private ElboEstimate OneAfterAnother(Action model, Action guide)
    {
        var runs = new GuidedRun[particles];
        Tensor? lossSum = null, surrogateSum = null;
        for (int i = 0; i < particles; i++)
        {
            runs[i] = GuidedRun.Of(model, guide);
            (Tensor loss, Tensor surrogate) = Losses(runs[i], keepPlate: null);
            lossSum = lossSum is null ? loss : lossSum + loss;
            surrogateSum = surrogateSum is null ? surrogate : surrogateSum + surrogate;
        }
        Tensor Mean(Tensor sum) => particles == 1 ? sum : sum / particles;
        return Report(Mean(lossSum!), ReferenceEquals(lossSum, surrogateSum) ? null : Mean(surrogateSum!), runs);
    }

    private static ElboEstimate Report(Tensor loss, Tensor? surrogate, IReadOnlyList<GuidedRun> runs)
    {
        double number = (double)loss;
        if (!double.IsFinite(number)) throw FiniteCheck.NonFiniteLoss(number, runs);
        return new ElboEstimate(number, surrogate ?? loss, runs);
    }

    /// <summary>log q - log p and its surrogate: scalars, or one number per particle. Without score-function terms they are one tensor.</summary>
    private static (Tensor Loss, Tensor Surrogate) Losses(GuidedRun run, string? keepPlate)
    {
        foreach ((_, ScoredSite scored) in run.Scored)
            if (scored is SampleSite site && IsToBeSummedOut(site)) throw Error.NotSummedOut(site, nameof(TraceElbo));
        Tensor loss = run.Guide.Total(keepPlate) - run.Model.Total(keepPlate);
        Tensor? score = ScoreFunction(run, keepPlate);
        return score is null ? (loss, loss) : (loss, loss + score * loss.detach());
    }

    private static bool IsToBeSummedOut(SampleSite site) =>
        site.Enumeration is not null || (!site.IsObserved && site.Options.Enumeration is { } wanted && wanted != Enumeration.Drawn);

    /// <summary>The log q of the sites whose draws carry no pathwise gradient; null when there are none to differentiate.</summary>
    private static Tensor? ScoreFunction(GuidedRun run, string? keepPlate)
    {
        Tensor? sum = null;
        foreach (ScoredSite site in run.Guide.Scored)
        {
            if (IsReparameterized(site)) continue;
            Tensor term = site.UnscaledTotal(keepPlate);
            if (term.requires_grad) sum = sum is null ? term : sum + term;
        }
        return sum;
    }

    private static bool IsReparameterized(ScoredSite site) => site switch
    {
        SampleSite sample => sample.Distribution.IsReparameterized,
        FactorSite factor => factor.IsReparameterized!.Value,
        _ => false,
    };
}
