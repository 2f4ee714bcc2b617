using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>
/// Stochastic variational inference: follows the gradient of an objective in the parameters of model and guide (Hoffman, Blei,
/// Wang and Paisley 2013; Ranganath, Gerrish and Blei 2014).
/// </summary>
/// <remarks>
/// The engine owns what it is given but the programs and their data: dispose it, and the optimiser, the generator and the
/// parameters go with it (parameters that the caller passed in stay). Each step runs in a tensor scope of its own, so that
/// memory stays flat. Not thread-safe; engines on different threads share nothing.
/// </remarks>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed partial class Svi<TData> : IDisposable
{
    private const ulong DryRunStream = 0x5A17;

    private readonly Program<TData> model;
    private readonly Program<TData> guide;
    private readonly Elbo elbo;
    private readonly SviOptions options;
    private readonly bool ownsParameters;
    private int? plateDepth;
    private int cleanSteps;

    /// <summary>Makes an engine; nothing runs yet.</summary>
    /// <param name="model">Draws latents and observes data.</param>
    /// <param name="guide">Draws the same latents from the approximate posterior.</param>
    /// <param name="optimizer">Owned by the engine.</param>
    /// <param name="elbo">The objective.</param>
    /// <param name="rng">All the engine's randomness, owned by it; give it a fork where you need the generator yourself.</param>
    /// <param name="parameters">Parameters to start from, owned by the caller; new ones, owned by the engine, when null.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="PplException">PPL022 for an <c>async</c> program.</exception>
    public Svi(
        Program<TData> model, Program<TData> guide, Optimizer optimizer, Elbo elbo, Rng rng, ParamStore? parameters = null, SviOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(elbo);
        ArgumentNullException.ThrowIfNull(rng);
        (this.model, this.guide) = (GivenProgram.Of(model, nameof(model)), GivenProgram.Of(guide, nameof(guide)));
        (this.elbo, Optimizer, Rng) = (elbo, optimizer, rng);
        this.options = options ?? new SviOptions();
        ownsParameters = parameters is null;
        Parameters = parameters ?? new ParamStore();
    }

    /// <summary>The parameters that model and guide have asked for.</summary>
    public ParamStore Parameters { get; }

    internal Optimizer Optimizer { get; }

    internal Rng Rng { get; }

    /// <summary>One step: estimates the objective and its gradient, and lets the optimiser change the parameters.</summary>
    /// <param name="data">Given to guide and model; the caller keeps it.</param>
    /// <returns>The estimate of the negative bound before the change, in nats.</returns>
    /// <exception cref="PplException">A mistake in model, guide or data; the parameters are as before.</exception>
    public double Step(TData data) => Step(data, Optimizer.Step);

    /// <summary>A step that changes the parameters it met in a given way.</summary>
    internal double Step(TData data, Action<IReadOnlyList<StoredParam>> change)
    {
        int depth = plateDepth ??= PlateDepth(data);
        using TensorScope step = TensorScope.Begin();
        (ElboEstimate estimate, IReadOnlyList<StoredParam> touched) = Differentiate(data, depth, Rng, options);
        change(touched);
        estimate.Learn?.Invoke();
        if (cleanSteps < options.CheckedSteps) cleanSteps++;
        return estimate.Loss;
    }

    /// <summary>Estimates the objective without gradients; parameters stay as they are.</summary>
    /// <param name="data">Given to guide and model; the caller keeps it.</param>
    /// <returns>The estimate of the negative bound, in nats.</returns>
    /// <exception cref="PplException">A mistake in model, guide or data.</exception>
    public double EvaluateLoss(TData data) => EvaluateLoss(data, Rng);

    /// <summary>
    /// Fits the parameters to all data at once, in as many steps as it takes until the bound no longer rises: <see cref="FitOptions"/> with nothing set.
    /// </summary>
    /// <param name="training">The rows to learn from; the caller keeps them.</param>
    /// <returns>The history of losses, and why it ended.</returns>
    /// <exception cref="ArgumentException">The data set has no rows.</exception>
    /// <exception cref="PplException">A mistake in model, guide or data; PPL201, PPL202 as with options.</exception>
    public FitResult Fit(IDataset<TData> training) => Fit(training, new FitOptions());

    /// <summary>
    /// Fits the parameters to data, until the bound no longer rises or for a number of epochs, with all that one wants around the steps (docs/fitting.md).
    /// </summary>
    /// <param name="training">The rows to learn from; the caller keeps them.</param>
    /// <param name="options">How long, in what pieces, and what else.</param>
    /// <param name="validation">Rows held out, whose loss is taken after each epoch; the caller keeps them.</param>
    /// <param name="test">Rows held out for good: their loss is taken likewise, and nothing looks at it; the caller keeps them.</param>
    /// <returns>The history of losses, and why it ended.</returns>
    /// <exception cref="ArgumentException">A data set has no rows.</exception>
    /// <exception cref="PplException">
    /// A mistake in model, guide or data; PPL201, PPL202: more steps in a row than may be skipped had no finite loss or gradient; PPL309: the
    /// checkpoint to resume from is of another model or other settings, and nothing has changed; PPL302, PPL303, PPL310, PPL313: it cannot be
    /// read; PPL311: it cannot be written; PPL314: options that contradict each other.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="FitOptions.Cancel"/> asked for it; the engine stands after its last whole step, and the checkpoint, where there is one, is written.</exception>
    public FitResult Fit(IDataset<TData> training, FitOptions options, IDataset<TData>? validation = null, IDataset<TData>? test = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        options.RequireConsistent();
        RequireRows(training, nameof(training));
        RequireRows(validation, nameof(validation));
        RequireRows(test, nameof(test));
        using var loop = new FitLoop<TData>(this, training, options, validation, test);
        return loop.Run();
    }

    private static void RequireRows(IDataset<TData>? data, string name)
    {
        if (data?.Count == 0) throw new ArgumentException("The data set has no rows.", name);
    }

    internal double EvaluateLoss(TData data, Rng rng)
    {
        int depth = plateDepth ??= PlateDepth(data);
        using TensorScope step = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using ValueChecks checks = ValueChecks.Set(cleanSteps < options.CheckedSteps);
        using Scope seed = new Seed(rng).Enter();
        using Scope bind = new BindParams(Parameters).Enter();
        return elbo.Estimate(() => model(data), () => guide(data), depth).Loss;
    }

    /// <summary>Frees the parameters, unless they were passed in, the optimiser's state and the generator.</summary>
    public void Dispose()
    {
        if (ownsParameters) Parameters.Dispose();
        Optimizer.Dispose();
        Rng.Dispose();
    }

    /// <summary>Estimates the objective, and leaves the gradients in the parameters that the programs asked for. In the caller's tensor scope.</summary>
    private (ElboEstimate Estimate, IReadOnlyList<StoredParam> Touched) Differentiate(TData data, int depth, Rng rng, SviOptions gradients)
    {
        using ValueChecks checks = ValueChecks.Set(cleanSteps < options.CheckedSteps);
        using Scope seed = new Seed(rng).Enter();
        var binding = new BindParams(Parameters);
        using Scope bind = binding.Enter();
        ElboEstimate estimate = elbo.Estimate(() => model(data), () => guide(data), depth);
        Gradients.Take(estimate, binding.Touched, gradients);
        return (estimate, binding.Touched);
    }

    /// <summary>One run of guide and model with a generator of its own finds how deep their plates go, and makes the parameters.</summary>
    private int PlateDepth(TData data)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using Rng dryRun = Rng.Fork(DryRunStream);
        using Scope seed = new Seed(dryRun).Enter();
        using Scope bind = new BindParams(Parameters).Enter();
        using Scope initializers = new InitializerCheck().Enter();
        return elbo.DryRun(() => model(data), () => guide(data)).PlateDepth;
    }
}
