using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// The sleep phase of <see cref="ReweightedWakeSleep"/>: the model dreams latents and data, (z, x) ~ p(z, x), and the guide learns to find the latents from the data,
/// -∇_φ log q(z | x). Make one with <see cref="Of"/>. Holds no tensor but the data that it is given.
/// </summary>
public abstract class Sleep
{
    private protected Sleep() { }

    /// <summary>Says how to dream.</summary>
    /// <param name="model">The engine's model. Its observed sites are drawn (<see cref="Uncondition"/>), its parameters stay as they are.</param>
    /// <param name="guide">The engine's guide.</param>
    /// <param name="data">What the model is given when it dreams: of what it observes, only the shapes count. The caller keeps it.</param>
    /// <param name="dream">Makes what the guide is given from a dream: <c>dream => dream["x"].Value!</c>.</param>
    /// <param name="dreams">How many dreams to average over in a step.</param>
    /// <typeparam name="TData">What model and guide are given.</typeparam>
    /// <exception cref="PplException">PPL022 for an <c>async</c> program.</exception>
    public static Sleep Of<TData>(Program<TData> model, Program<TData> guide, TData data, Func<Trace, TData> dream, int dreams = 1)
    {
        ArgumentNullException.ThrowIfNull(dream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dreams);
        return new Dreams<TData>(GivenProgram.Of(model, nameof(model)), GivenProgram.Of(guide, nameof(guide)), data, dream, dreams);
    }

    /// <summary>Dreams, with the guide run along: log q(z | x) is the sum of its terms.</summary>
    internal abstract IReadOnlyList<GuidedRun> Run();

    /// <summary>-log q(z | x), the mean over dreams.</summary>
    /// <exception cref="PplException">PPL201: it is not finite.</exception>
    internal static Tensor Loss(IReadOnlyList<GuidedRun> dreams)
    {
        Tensor sum = dreams[0].Guide.LogJoint();
        for (int i = 1; i < dreams.Count; i++) sum += dreams[i].Guide.LogJoint();
        Tensor loss = sum / -dreams.Count;
        double number = (double)loss;
        return double.IsFinite(number) ? loss : throw FiniteCheck.NonFiniteLoss(number, dreams);
    }

    private sealed class Dreams<TData>(Program<TData> model, Program<TData> guide, TData data, Func<Trace, TData> given, int count) : Sleep
    {
        internal override IReadOnlyList<GuidedRun> Run() => [.. Enumerable.Range(0, count).Select(_ => One())];

        private GuidedRun One()
        {
            Trace dream = Dream();
            using Scope along = new Replay(dream).Enter();
            Trace run = Trace.Of(guide, given(dream));
            foreach (SampleSite site in run.Latents)
            {
                if (dream.Find<SampleSite>(site.Name) is not null) continue;
                throw Error.Options($"a dream says nothing of \"{site.Name}\", which the guide draws and the model lacks", "leave the sleep phase out, and learn the guide awake.");
            }
            return new GuidedRun(run, dream);
        }

        private Trace Dream()
        {
            using var held = new DetachParams();
            using Scope detached = held.Enter();
            using Scope free = new Uncondition().Enter();
            Trace dream = Trace.Of(model, data);
            return dream.OfType<FactorSite>().FirstOrDefault() is { } factor
                ? throw Error.Options($"the model cannot dream: it has the factor \"{factor.Name}\", and a factor is not drawn from", "leave the sleep phase out, or write the factor as a distribution.")
                : dream;
        }
    }
}
