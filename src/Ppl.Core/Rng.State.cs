using System.Globalization;
using System.Runtime.InteropServices;

namespace Ppl;

public sealed partial class Rng : IResumable
{
    private const string Generators = "generator", Spare = "spare";

    /// <inheritdoc/>
    public void Save(SavedState state)
    {
        state.Add("seed", Seed.ToString(CultureInfo.InvariantCulture));
        state.Add("dtype", Dtype.ToString());
        state.Add("numbers", numbers.Words);
        if (spareGaussian is { } spare) state.Add(Spare, spare);
        foreach (torch.Generator generator in generators.Values)
        {
            using Tensor inner = generator.get_state();
            state.Part(Generators).Add(generator.device.ToString(), inner);
        }
    }

    /// <summary>Draws then go on where the saved source stood, to the last bit: plain numbers, forks, and tensors on each device that had drawn.</summary>
    /// <exception cref="PplException">PPL309: the state is no generator's, of another dtype, or of a device that is not here.</exception>
    public Action Restore(SavedState state)
    {
        if (!ulong.TryParse(state.Text("seed"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)) throw Error.StateDiffers("its seed is no number");
        if (state.Text("dtype") != Dtype.ToString()) throw Error.StateDiffers($"its random numbers are {state.Text("dtype")}, here they are {Dtype}");
        // From zeros alone the generator never returns.
        if (state.Integers("numbers") is not [_, _, _, _] words || words.All(word => word == 0)) throw Error.StateDiffers("its generator's state is none");
        double? spare = state.Has(Spare) ? state.Number(Spare) : null;
        SavedState saved = state.Part(Generators);
        foreach (string device in saved.Arrays) Restored(device, saved.Array(device)).Dispose();
        return () =>
        {
            Dispose();
            foreach (string device in saved.Arrays)
            {
                torch.Generator generator = Restored(device, saved.Array(device));
                generators[KeyOf(generator.device)] = generator;
            }
            (Seed, numbers.Words, spareGaussian) = (seed, words, spare);
        };
    }

    private static torch.Generator Restored(string device, SavedArray inner)
    {
        try
        {
            var generator = new torch.Generator(0, torch.device(device));
            using Tensor state = inner.ToTensor();
            generator.set_state(state);
            return generator;
        }
        catch (Exception cause) when (cause is ExternalException or InvalidOperationException or ArgumentException)
        {
            throw Error.StateDiffers($"its random numbers come from {device}, which has no such state here", cause);
        }
    }
}
