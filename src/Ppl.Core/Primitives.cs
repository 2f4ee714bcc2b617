using System.Runtime.CompilerServices;
using Ppl.Distributions;

namespace Ppl;

/// <summary>The effects of a program; import them with <c>using static Ppl.Primitives;</c>.</summary>
/// <remarks>
/// Outside any handler a program is a plain function: <c>Sample</c> draws with a generator of the thread's own, seeded by
/// the operating system, <c>Param</c> returns its initial value, and <c>Plate</c> broadcasts.
/// </remarks>
public static partial class Primitives
{
    /// <summary>A random variable.</summary>
    /// <param name="name">Unique within a run.</param>
    /// <param name="distribution">Its distribution given all that the program computed before.</param>
    /// <param name="obs">The observed value; null for a latent variable.</param>
    /// <param name="obsMask">Which elements of <paramref name="obs"/> were observed (Bool, batch shape); the rest, NaN included, count for nothing.</param>
    /// <param name="options">What the site asks of algorithms.</param>
    /// <param name="line">Filled in by the compiler, for the texts of errors.</param>
    /// <returns>The value: observed, given by a handler, or drawn. Lives in the caller's tensor scope.</returns>
    /// <exception cref="PplException">PPL101-PPL111 when value, distribution and plates do not fit; PPL018, PPL019 and PPL203 for bad values.</exception>
    public static Tensor Sample(string name, Distribution distribution, Tensor? obs = null, Tensor? obsMask = null, SiteOptions? options = null, [CallerLineNumber] int line = 0)
    {
        if (obsMask is not null && obs is null) throw new ArgumentException("A mask of observations needs observations.", nameof(obsMask));
        var site = new SampleSite(name, distribution, obs, obsMask, options) { Line = line };
        EffectStack.Perform(site);
        return site.Value!;
    }

    /// <summary>A parameter to be learnt, starting from numbers or a tensor.</summary>
    /// <param name="name">The name under which the engine's <see cref="ParamStore"/> keeps it.</param>
    /// <param name="initial">The initial value, in the constrained space; numbers take dtype and device from the engine's <see cref="Rng"/>.</param>
    /// <param name="constraint">Where the values lie; the real numbers when null.</param>
    /// <param name="eventDim">Inside plates, marks a local parameter: see <see cref="ParamSite.EventDim"/>.</param>
    /// <returns>The current value, in the constrained space. Lives in the caller's tensor scope.</returns>
    /// <exception cref="PplException">PPL017 when the stored parameter has another shape or constraint; PPL018 when the initial value lies outside its constraint.</exception>
    public static Tensor Param(string name, TensorLike initial, Constraint? constraint = null, int? eventDim = null) =>
        Perform(new ParamSite(name, initial.Shape, rng => initial.ToTensor(rng.Dtype, rng.Device), constraint, eventDim));

    /// <summary>A parameter to be learnt, whose initial value is computed once, when first met.</summary>
    /// <inheritdoc cref="Param(string, TensorLike, Constraint?, int?)"/>
    public static Tensor Param(string name, Func<Tensor> initial, Constraint? constraint = null, int? eventDim = null)
    {
        ArgumentNullException.ThrowIfNull(initial);
        return Perform(new ParamSite(name, initialShape: null, _ => initial(), constraint, eventDim));
    }

    /// <summary>Opens a set of conditionally independent elements along one batch dimension, until it is disposed.</summary>
    /// <param name="name">The name; a plate of this name in the guide shares its subsample with the model's.</param>
    /// <param name="size">How many elements there are.</param>
    /// <param name="subsample">How many of them to look at, drawn anew at each run without replacement; all when null.</param>
    /// <param name="dim">The batch dimension, counted from the right (-1 is the last); when null, the rightmost that no open plate has.</param>
    /// <exception cref="PplException">PPL104 for a dim already taken, PPL105 for a plate deeper than at the engine's first run, PPL106 for a subsample larger than the size.</exception>
    [OverloadResolutionPriority(1)]
    public static Plate Plate(string name, long size, long? subsample = null, int? dim = null) =>
        Ppl.Plate.Open(name, size, subsample, dim);

    /// <summary>Opens a plate of which the program looks at given rows: those of a minibatch that was read outside, say.</summary>
    /// <param name="name">The name; a plate of this name in the guide has the same rows.</param>
    /// <param name="size">How many elements there are in the whole data set.</param>
    /// <param name="rows">Which of them to look at: Int64, shape [rows], each once. The caller keeps it.</param>
    /// <param name="dim">The batch dimension, as for any plate.</param>
    /// <exception cref="PplException">PPL112 for rows that are no list of Int64, lie outside the plate or are given twice; PPL104-PPL106 as for any plate.</exception>
    public static Plate Plate(string name, long size, Tensor rows, int? dim = null) => Ppl.Plate.Open(name, size, rows, dim);

    /// <summary>A set of conditionally independent elements to go through one by one: <c>foreach (long i in SequentialPlate("obs", n))</c>.</summary>
    /// <param name="name">The name; a plate of this name in the guide shares its subsample with the model's.</param>
    /// <param name="size">How many elements there are.</param>
    /// <param name="subsample">How many of them to look at, drawn anew at each run without replacement; all when null.</param>
    /// <exception cref="PplException">PPL106 for a subsample larger than the size.</exception>
    [OverloadResolutionPriority(1)]
    public static SequentialPlate SequentialPlate(string name, long size, long? subsample = null) =>
        Ppl.SequentialPlate.Of(name, size, subsample);

    /// <summary>Elements to go through one by one, of which the program looks at given rows.</summary>
    /// <inheritdoc cref="Plate(string, long, Tensor, int?)"/>
    public static SequentialPlate SequentialPlate(string name, long size, Tensor rows) => Ppl.SequentialPlate.Of(name, size, rows);

    /// <summary>
    /// The steps 0, 1, ..., <paramref name="length"/> - 1 of a loop each of whose steps depends on few before it:
    /// <c>foreach (int t in Markov(length))</c>. Enumerated sites then take their dims in turn, so that a loop of any length has dims enough.
    /// </summary>
    /// <param name="length">How many steps there are.</param>
    /// <param name="history">How many steps back what a step samples may be used.</param>
    /// <returns>To be enumerated by <c>foreach</c>; what is sampled inside is out of reach after the loop.</returns>
    /// <exception cref="PplException">PPL114 at a site that uses an enumerated value from further back.</exception>
    public static IEnumerable<int> Markov(int length, int history = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(history);
        return MarkovLoop.Steps(length, history);
    }

    /// <summary>Names a value that follows from others, so that traces record it.</summary>
    /// <param name="name">Unique within a run.</param>
    /// <param name="value">The value.</param>
    /// <param name="eventDim">How many dims on the right belong to one element.</param>
    /// <param name="line">Filled in by the compiler, for the texts of errors.</param>
    /// <returns>The value.</returns>
    public static Tensor Deterministic(string name, Tensor value, int eventDim = 0, [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(value);
        var site = new DeterministicSite(name, value, eventDim) { Line = line };
        EffectStack.Perform(site);
        return site.Value!;
    }

    /// <summary>Adds a term to the log joint density: log p += <paramref name="logFactor"/>, masked and scaled as a sample site is.</summary>
    /// <param name="name">Unique within a run.</param>
    /// <param name="logFactor">One number per batch element.</param>
    /// <param name="reparameterized">In a guide, required: whether the draws that the factor weighs carry pathwise gradients (else PPL026).</param>
    /// <param name="line">Filled in by the compiler, for the texts of errors.</param>
    public static void Factor(string name, Tensor logFactor, bool? reparameterized = null, [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(logFactor);
        EffectStack.Perform(new FactorSite(name, logFactor, reparameterized) { Line = line });
    }

    private static Tensor Perform(ParamSite site)
    {
        EffectStack.Perform(site);
        return site.Value!;
    }
}
