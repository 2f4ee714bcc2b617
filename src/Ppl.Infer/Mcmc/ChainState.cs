namespace Ppl.Infer;

/// <summary>Where a chain stands after its warm-up: what it needs to go on.</summary>
/// <param name="Position">Its position, and the values of discrete latents that are not summed out.</param>
/// <param name="Tuning">What it has learnt.</param>
/// <param name="Randomness">Its generator at rest.</param>
internal sealed record ChainState(double[] Position, ChainTuning Tuning, SavedState Randomness)
{
    /// <summary>The chain's generator as it stood; the caller's.</summary>
    public Rng NewRng(torch.Device? device = null) => Restored(Randomness, device);

    public void Save(SavedState state)
    {
        state.Add("position", Position);
        Tuning.Save(state);
        state.Part("rng").Add(Randomness);
    }

    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    public static ChainState Restore(SavedState state)
    {
        using Rng rng = Restored(state.Part("rng"), device: null);
        return new ChainState(state.Numbers("position"), ChainTuning.Restore(state), AtRest(rng));
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
