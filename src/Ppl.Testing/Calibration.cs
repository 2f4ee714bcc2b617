using NUnit.Framework;
using Ppl.Infer;

namespace Ppl.Testing;

/// <summary>
/// Simulation-based calibration as an assertion (<see cref="RankedTruths"/>): truths are drawn from the prior, data from the truths, draws from each
/// posterior by the sampler under test. If sampler and model agree, the rank of the truth among its draws is uniform, whatever the model.
/// </summary>
public static class Calibration
{
    /// <summary>
    /// Fails unless the ranks of every quantity are uniform (<see cref="RankedTruths.FlawOf"/>): by Pearson's chi-square over the bins, and by a band around their distribution function.
    /// With a fixed seed the assertion fails always or never.
    /// </summary>
    /// <param name="simulate">Draws truths from the prior, and data from them.</param>
    /// <param name="posterior">Draws from the posterior of the data: a row for each draw, the quantities in the order of the truths.</param>
    /// <param name="options">The defaults when null.</param>
    /// <returns>The ranks, for pictures.</returns>
    /// <exception cref="ArgumentException">
    /// A posterior has too few draws, or of another number of quantities; a truth or a draw is not a number; the bins do not divide the ranks, or are expected fewer than five times.
    /// </exception>
    public static RankedTruths Check<TData>(Func<Rng, Simulated<TData>> simulate, Func<TData, Rng, IReadOnlyList<double[]>> posterior, CalibrationOptions? options = null) =>
        Judged(options, settings => RankedTruths.Of(simulate, posterior, settings));

    /// <summary>The same for a program: latents and data are drawn from its prior, and every element of every latent is a quantity.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">What it takes without its data: whatever it observes there is drawn anew.</param>
    /// <param name="data">Makes the data of one draw from the prior, such as <c>draw => torch.tensor(draw["y"].Values.ToArray())</c>.</param>
    /// <param name="posterior">Draws of the latents from the posterior of the data; other sites may be among them.</param>
    /// <param name="options">The defaults when null. Names are those of the latents.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    /// <exception cref="PplException">A mistake in the model; PPL024: the posterior lacks a latent.</exception>
    public static RankedTruths Check<TData>(Program<TData> model, TData inputs, Func<Samples, TData> data, Func<TData, Rng, Samples> posterior, CalibrationOptions? options = null) =>
        Judged(options, settings => RankedTruths.Of(model, inputs, data, posterior, settings));

    private static RankedTruths Judged(CalibrationOptions? options, Func<CalibrationOptions, RankedTruths> rank)
    {
        options ??= new CalibrationOptions();
        options.RequireBins(options.Replications, options.Draws);
        RankedTruths truths = rank(options);
        string[] flaws = [.. Enumerable.Range(0, truths.Names.Length).Select(quantity => truths.FlawOf(quantity, options)).OfType<string>()];
        if (flaws.Length > 0) Assert.Fail(FormattableString.Invariant($"{string.Join('\n', flaws)}\nat false alarm {options.FalseAlarm:G2} over {truths.Names.Length} quantities, {options.Replications} replications"));
        return truths;
    }
}
