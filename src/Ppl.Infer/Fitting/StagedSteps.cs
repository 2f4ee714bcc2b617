namespace Ppl.Infer;

/// <summary>
/// Steps of an optimiser in stages. Stage k = 0, 1, … has 200 · 2ᵏ steps; the last three quarters of them give each element θ a mean and a variance v. The
/// next stage begins at the mean.
/// </summary>
/// <remarks>
/// <para>An element that wanders about its optimum by steps of u, noise alone moving it, has v = u s / 2, s being its scale: its posterior's standard
/// deviation with the other elements held, where it is a mean. So 2 v / u says what s is, and u = aₖ s with aₖ = 0.05 / √2ᵏ gives all elements, large and
/// small, the same share of the noise, aₖ / 4 nats in a stage without means. One that still goes one way has a larger v, and goes faster
/// in the next stage. No u changes by more than ten times at once.</para>
/// <para>A rate is u by the optimiser's own step (<see cref="Optimizer.StepSizeOf"/>), 1 in stage 0. Where steps follow the gradient's size there is no such u:
/// the rate falls by √2 from stage to stage, and that is all.</para>
/// </remarks>
internal sealed class StagedSteps(Optimizer optimizer, ParamStore parameters, long maxSteps) : IResumable, IDisposable
{
    private const int FirstLength = 200;
    private const double FirstShare = 0.05, LeastChange = 0.1, GreatestChange = 10;

    private readonly SortedDictionary<string, ParamTrail> trails = new(StringComparer.Ordinal);
    private readonly double cut = Math.Sqrt(0.5);
    private long before, position;

    /// <summary>The number of the stage, from 0.</summary>
    public int Stage { get; private set; }

    /// <summary>How many steps there have been, in all stages.</summary>
    public long Steps => before + position;

    /// <summary>How many steps this stage has.</summary>
    public long Length => Math.Min(FirstLength << Math.Min(Stage, 40), maxSteps - before);

    public bool IsStageOver => position >= Length;

    /// <summary>The multiple of the optimiser's own step at which it is run: that of the element that moves most.</summary>
    public double Factor { get; private set; } = 1;

    /// <summary>One step of the optimiser, each element at its rate.</summary>
    public void Step(IReadOnlyList<StoredParam> touched)
    {
        using IDisposable noGradients = torch.no_grad();
        ParamTrail[] own = [.. touched.Select(TrailOf)];
        Tensor[] old = Stage == 0 ? [] : [.. touched.Select(parameter => parameter.Unconstrained.clone())];
        optimizer.LearningRateFactor = Factor;
        optimizer.Step(touched);
        for (int i = 0; i < own.Length; i++)
        {
            Tensor value = touched[i].Unconstrained;
            if (Stage > 0) own[i].Shorten(value, old[i], Factor);
            if (4 * position >= Length) own[i].Add(value);
        }
        position++;
    }

    /// <summary>Counts a step that changed nothing.</summary>
    public void Skip() => position++;

    /// <summary>Gives the parameters the values that the stage began at.</summary>
    public void WriteStarts() => ForEach((trail, value) => trail.WriteStart(value));

    /// <summary>Gives the parameters their means in the stage.</summary>
    public void WriteMeans() => ForEach((trail, value) => trail.WriteMean(value));

    /// <summary>Begins the next stage where the parameters are.</summary>
    /// <param name="slower">Whether all rates are to fall tenfold: the stage did harm.</param>
    public void Begin(bool slower)
    {
        double share = FirstShare * Math.Pow(cut, Stage);
        foreach ((string name, ParamTrail trail) in trails)
        {
            using TensorScope scope = TensorScope.Begin();
            using IDisposable noGradients = torch.no_grad();
            double? own = slower ? null : optimizer.StepSizeOf(parameters[name]);
            trail.Begin(parameters[name].Unconstrained, (rate, variance) => cut * (
                slower ? rate * LeastChange
                : own is { } unit ? (variance * (2 * share / unit / unit) / rate).maximum(rate * LeastChange).minimum(rate * GreatestChange)
                : rate));
        }
        (before, position, Stage) = (Steps, 0, Stage + 1);
        optimizer.Forget();
        SetFactor();
    }

    public void Save(SavedState state)
    {
        state.Add("stage", Stage);
        state.Add("steps before", before);
        state.Add("position", position);
        foreach ((string name, ParamTrail trail) in trails) trail.Save(state.Part("trail").Part(name));
    }

    /// <summary>Reads a state; its action follows that of the parameters.</summary>
    public Action Restore(SavedState state)
    {
        (int stage, long earlier, long at) = ((int)state.Integer("stage"), state.Integer("steps before"), state.Integer("position"));
        string[] names = [.. state.Part("trail").Texts.Select(text => text[..text.LastIndexOf('/')])];
        return () =>
        {
            Dispose();
            (Stage, before, position) = (stage, earlier, at);
            using TensorScope scope = TensorScope.Begin();
            using IDisposable noGradients = torch.no_grad();
            foreach (string name in names) trails.Add(name, ParamTrail.Restore(state.Part("trail").Part(name), parameters[name].Unconstrained));
            SetFactor();
        };
    }

    public void Dispose()
    {
        foreach (ParamTrail trail in trails.Values) trail.Dispose();
        trails.Clear();
    }

    private ParamTrail TrailOf(StoredParam parameter)
    {
        if (!trails.TryGetValue(parameter.Name, out ParamTrail? trail))
            trails.Add(parameter.Name, trail = ParamTrail.From(parameter.Unconstrained, Math.Pow(cut, Stage)));
        return trail;
    }

    private void SetFactor()
    {
        using TensorScope scope = TensorScope.Begin();
        Factor = Stage == 0 || trails.Count == 0 ? 1 : trails.Values.Max(trail => trail.GreatestRate);
    }

    private void ForEach(Action<ParamTrail, Tensor> write)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        foreach ((string name, ParamTrail trail) in trails) write(trail, parameters[name].Unconstrained);
    }
}
