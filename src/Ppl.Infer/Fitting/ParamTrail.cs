namespace Ppl.Infer;

/// <summary>Where a parameter has been in a stage of <see cref="StagedSteps"/>, and at what rate its elements move. Owned by a run.</summary>
internal sealed class ParamTrail : IDisposable
{
    private readonly Tensor start, sum, squares, rate;
    private long count;

    private ParamTrail(Tensor start, Tensor sum, Tensor squares, Tensor rate, long count) =>
        (this.start, this.sum, this.squares, this.rate, this.count) = (Lasting(start), Lasting(sum), Lasting(squares), Lasting(rate), count);

    /// <summary>Begins at a parameter's value. Runs under no_grad.</summary>
    /// <param name="value">The parameter's leaf.</param>
    /// <param name="rate">The multiple of the optimiser's own step by which all elements move.</param>
    public static ParamTrail From(Tensor value, double rate) =>
        new(value.clone(), torch.zeros_like(value), torch.zeros_like(value), torch.full_like(value, rate), count: 0);

    /// <summary>The greatest multiple of the optimiser's own step by which an element moves.</summary>
    public double GreatestRate => rate.numel() == 0 ? 0 : (double)rate.max();

    /// <summary>Leaves of a step that the optimiser took at one multiple for all elements the part that is each element's.</summary>
    /// <param name="value">The leaf, after the step.</param>
    /// <param name="before">Its value before.</param>
    /// <param name="multiple">That multiple.</param>
    public void Shorten(Tensor value, Tensor before, double multiple) => value.copy_(before.lerp(value, rate / multiple));

    /// <summary>Counts a value in.</summary>
    public void Add(Tensor value)
    {
        Tensor away = value.sub(start);
        sum.add_(away);
        squares.addcmul_(away, away, 1);
        count++;
    }

    /// <summary>Writes where the stage began.</summary>
    public void WriteStart(Tensor value) => value.copy_(start);

    /// <summary>Writes the mean of the values counted in; where there are none, the value stays.</summary>
    public void WriteMean(Tensor value)
    {
        if (count > 0) value.copy_(start + sum / count);
    }

    /// <summary>Begins the next stage at a value.</summary>
    /// <param name="value">The parameter's leaf.</param>
    /// <param name="next">From rates and variances of the elements, rates.</param>
    public void Begin(Tensor value, Func<Tensor, Tensor, Tensor> next)
    {
        if (count > 0) rate.copy_(next(rate, (squares / count).addcmul(sum, sum, -1.0 / count / count).clamp_min(0)));
        start.copy_(value);
        sum.mul_(0);
        squares.mul_(0);
        count = 0;
    }

    public void Save(SavedState state)
    {
        state.Add("start", start);
        state.Add("sum", sum);
        state.Add("squares", squares);
        state.Add("rate", rate);
        state.Add("count", count);
    }

    /// <summary>What <see cref="Save"/> added, beside the parameter's leaf.</summary>
    public static ParamTrail Restore(SavedState state, Tensor value)
    {
        Tensor Like(string name) => torch.zeros_like(value).copy_(state.Tensor(name));
        return new ParamTrail(Like("start"), Like("sum"), Like("squares"), Like("rate"), state.Integer("count"));
    }

    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[start, sum, squares, rate]) tensor.Dispose();
    }

    private static Tensor Lasting(Tensor tensor) => tensor.DetachFromDisposeScope();
}
