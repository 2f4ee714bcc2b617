namespace Ppl.Infer;

/// <summary>Where a chain stands after its warm-up: what it needs to go on.</summary>
/// <param name="Position">Its position, and the values of discrete latents that are not summed out.</param>
/// <param name="StepSize">ε.</param>
/// <param name="Metric">M.</param>
/// <param name="Randomness">Its generator at rest.</param>
internal sealed record ChainState(double[] Position, double StepSize, Metric Metric, SavedState Randomness)
{
    /// <summary>The chain's generator as it stood; the caller's.</summary>
    public Rng NewRng(torch.Device? device = null) => Restored(Randomness, device);

    public void Save(SavedState state)
    {
        state.Add("position", Position);
        state.Add("dimension", Metric.Dimension);
        state.Add("step size", StepSize);
        state.Add("metric", Metric.Numbers());
        using Rng rng = NewRng();
        rng.Save(state.Part("rng"));
    }

    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    public static ChainState Restore(SavedState state)
    {
        double[] position = state.Numbers("position");
        using Rng rng = Restored(state.Part("rng"), device: null);
        try
        {
            return new ChainState(position, state.Number("step size"), Metric.Of(state.Numbers("metric"), (int)state.Integer("dimension")), AtRest(rng));
        }
        catch (ArgumentException cause)
        {
            throw Error.StateDiffers("a chain's metric is none", cause);
        }
    }

    public static SavedState AtRest(Rng rng)
    {
        var state = new SavedState();
        rng.Save(state);
        return state;
    }

    private static Rng Restored(SavedState state, torch.Device? device)
    {
        if (!Enum.TryParse(state.Text("dtype"), out torch.ScalarType dtype)) throw Error.StateDiffers("its random numbers have no dtype");
        var rng = new Rng(0, dtype, device);
        rng.Restore(state)();
        return rng;
    }
}
