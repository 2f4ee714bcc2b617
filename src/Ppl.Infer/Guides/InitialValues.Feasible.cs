using Ppl.Handlers;

namespace Ppl.Infer;

public abstract partial class InitialValues
{
    private sealed class FeasibleSearch(InitialValues first, int tries) : InitialValues
    {
        private static readonly InitialValues Anywhere = Uniform();

        private readonly int tries = tries > 0
            ? tries
            : throw new ArgumentOutOfRangeException(nameof(tries), tries, "A search takes at least one try.");

        internal override Tensor ValueOf(Latent latent, SampleSite site, Rng rng) => first.ValueOf(latent, site, rng);

        internal override Trace Find(Action model, Rng rng)
        {
            using IDisposable gradients = torch.enable_grad();
            string? reason = null;
            for (int i = 0; i < tries; i++)
            {
                if (TryFind(i == 0 ? first : Anywhere, model, rng, out string? why) is { } found) return found;
                reason ??= why;
            }
            throw Error.NoFeasiblePoint(tries, reason!);
        }

        /// <summary>A run with finite density and gradient; else null, and what was wrong.</summary>
        private static Trace? TryFind(InitialValues values, Action model, Rng rng, out string? why)
        {
            try
            {
                Trace trace = values.Run(model, rng, needsGradient: true);
                why = WhyInfeasible(trace);
                return why is null ? trace : null;
            }
            catch (PplException error) when (error.Code is "PPL018" or "PPL019" or "PPL206")
            {
                why = error.Headline;
                return null;
            }
        }

        private static string? WhyInfeasible(Trace trace)
        {
            foreach (ScoredSite site in trace.Scored)
                if (!IsFinite(site.Total())) return $"{site.Description}: the log density is not finite";
            Tensor total = trace.LogJoint();
            SampleSite[] latents = [.. trace.Latents.Where(site => site.Value!.requires_grad)];
            if (!total.requires_grad || latents.Length == 0) return null;
            IList<Tensor> gradients = torch.autograd.grad([total], [.. latents.Select(site => site.Value!)], allow_unused: true);
            int bad = Enumerable.Range(0, latents.Length).FirstOrDefault(i => !gradients[i].IsInvalid && !IsFinite(gradients[i]), -1);
            return bad < 0 ? null : $"{latents[bad].Description}: the gradient is not finite";
        }

        private static bool IsFinite(Tensor tensor) => tensor.isfinite().all().item<bool>();
    }
}
