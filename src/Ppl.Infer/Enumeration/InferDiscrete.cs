using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Exact inference of a program's discrete latents given all else: the probability of the rest with them summed out, their most probable
/// values, draws from their posterior, and their marginal distributions.
/// </summary>
/// <remarks>
/// <para>Every latent without a value whose support can be listed is enumerated in parallel, whatever else it asks for; any other, and one whose <see cref="SiteOptions.Enumeration"/> is
/// <see cref="Enumeration.Drawn"/>, is drawn at each call: give it a value with Substitute or Condition. Parameters take their initial values
/// unless the program is under BindParams.</para>
/// <para>The engine owns its generator. Each call runs the program once, in a tensor scope of its own (and once more at the first, to find how deep
/// the plates go); the tensors returned live in the caller's scope.</para>
/// </remarks>
/// <typeparam name="TData">What the program is given.</typeparam>
public sealed class InferDiscrete<TData> : IDisposable
{
    private const ulong DryRunStream = 0xD15C;
    private const int CheckedRuns = 10;

    private readonly Program<TData> program;
    private readonly Rng rng;
    private int? plateDepth;
    private int cleanRuns;

    /// <summary>Makes an engine; nothing runs yet.</summary>
    /// <param name="program">The program; it broadcasts, and loops over chains with <c>Markov</c>.</param>
    /// <param name="rng">All the engine's randomness, owned by it.</param>
    public InferDiscrete(Program<TData> program, Rng rng)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(rng);
        (this.program, this.rng) = (program, rng);
    }

    /// <summary>log Σ_z p(z, x): the log joint density of all that is not summed over, in nats; -∞ where no z is possible.</summary>
    /// <param name="data">Given to the program; the caller keeps it.</param>
    /// <exception cref="PplException">A mistake in the program; PPL030, PPL031: the sum does not factorise; PPL032: a term mixes the values that are summed over; PPL201: a log density is NaN.</exception>
    public double LogEvidence(TData data)
    {
        using TensorScope scope = TensorScope.Begin();
        return Ask(data, static trace => DiscretePosterior.Of(trace, Semiring.LogSum).LogTotal);
    }

    /// <summary>argmax_z p(z | x): the values that are the most probable together.</summary>
    /// <param name="data">Given to the program; the caller keeps it.</param>
    /// <returns>By site name. Shape: the site's batch + event shape.</returns>
    /// <exception cref="PplException">As <see cref="LogEvidence"/>, and PPL201 where no value is possible.</exception>
    public IReadOnlyDictionary<string, Tensor> MostProbable(TData data) =>
        AskForTensors(data, static trace => DiscretePosterior.Of(trace, Semiring.Max).Choose(DiscretePosterior.Greatest, draws: null));

    /// <summary>Draws z ~ p(z | x), all sites together.</summary>
    /// <param name="data">Given to the program; the caller keeps it.</param>
    /// <returns>By site name. Shape: the site's batch + event shape.</returns>
    /// <exception cref="PplException">As <see cref="MostProbable"/>.</exception>
    public IReadOnlyDictionary<string, Tensor> Sample(TData data) => Sample(data, draws: null);

    /// <summary>Independent draws of z ~ p(z | x), all sites together, at the cost of one sum.</summary>
    /// <param name="data">Given to the program; the caller keeps it.</param>
    /// <param name="draws">How many.</param>
    /// <returns>By site name. Shape: draws + the site's batch + event shape.</returns>
    /// <exception cref="PplException">As <see cref="MostProbable"/>.</exception>
    public IReadOnlyDictionary<string, Tensor> Sample(TData data, int draws)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        return Sample(data, new BatchAxis("draws", draws));
    }

    /// <summary>P(z_i = v | x) for each site and value, in the order of its distribution's <c>EnumerateSupport</c>.</summary>
    /// <param name="data">Given to the program; the caller keeps it.</param>
    /// <returns>By site name. Shape: the site's batch shape + number of values.</returns>
    /// <exception cref="PplException">As <see cref="MostProbable"/>.</exception>
    public IReadOnlyDictionary<string, Tensor> Marginals(TData data) => AskForTensors(data, DiscretePosterior.Marginals, withGradients: true);

    /// <summary>Frees the generator.</summary>
    public void Dispose() => rng.Dispose();

    private IReadOnlyDictionary<string, Tensor> Sample(TData data, BatchAxis? draws) => AskForTensors(data, trace =>
    {
        DiscretePosterior posterior = DiscretePosterior.Of(trace, Semiring.LogSum);
        return posterior.Choose((logits, variable) => posterior.Drawn(logits, variable, rng, draws), draws);
    });

    private IReadOnlyDictionary<string, Tensor> AskForTensors(TData data, Func<Trace, IReadOnlyDictionary<string, Tensor>> question, bool withGradients = false)
    {
        using TensorScope scope = TensorScope.Begin();
        IReadOnlyDictionary<string, Tensor> answer = Ask(data, question, withGradients);
        foreach (Tensor tensor in answer.Values) scope.Keep(tensor);
        return answer;
    }

    /// <summary>Runs the program once, enumerated, and asks the run.</summary>
    private TAnswer Ask<TAnswer>(TData data, Func<Trace, TAnswer> question, bool withGradients = false)
    {
        plateDepth ??= DryRun(data);
        using IDisposable gradients = withGradients ? torch.enable_grad() : torch.no_grad();
        using ValueChecks checks = ValueChecks.Set(cleanRuns < CheckedRuns);
        TAnswer answer = question(Run(data, plateDepth.Value, rng));
        if (cleanRuns < CheckedRuns) cleanRuns++;
        return answer;
    }

    private Trace Run(TData data, int depth, Rng source)
    {
        using Scope seed = new Seed(source).Enter();
        using Scope enumerate = new Enumerate(depth, Rule).Enter();
        return Trace.Of(program, data);
    }

    /// <summary>Finds how deep the plates go, and tries whether the values can be summed over.</summary>
    private int DryRun(TData data)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using Rng own = rng.Fork(DryRunStream);
        using Scope seed = new Seed(own).Enter();
        int depth = Trace.Of(program, data).PlateDepth;
        EnumerationTrial.Require([Run(data, depth, own)], values =>
        {
            using Scope scope = values.Enter();
            return [Trace.Of(program, data)];
        });
        return depth;
    }

    private static Enumeration Rule(SampleSite site) =>
        site.Distribution.HasEnumerableSupport && site.Options.Enumeration != Enumeration.Drawn ? Enumeration.Parallel : Enumeration.Drawn;
}
