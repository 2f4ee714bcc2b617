using Ppl.Distributions;

namespace Ppl;

/// <summary>
/// How the gradient of an expectation over a guide's latent goes through its draw (docs/gradient-estimators.md). A site without one takes the pathwise
/// gradient where its distribution's draws carry it, else the score function.
/// </summary>
/// <remarks>Where gradients are switched off, as in an evaluation of the loss or in draws after the fit, each of them draws from the site's distribution.</remarks>
public abstract class GradientEstimator
{
    private protected GradientEstimator() { }

    /// <summary>
    /// The gradient of the draw at fixed noise (Kingma and Welling 2014); unbiased, for distributions that have it
    /// (<see cref="Distribution.IsReparameterized"/>). Draws of Gamma, Beta, Dirichlet and their like carry it already, by their cdf.
    /// </summary>
    public static GradientEstimator Pathwise { get; } = new PathwiseEstimator();

    /// <summary>
    /// The gradient of the draw at a fixed probability, dz = -(dF/dθ) / q dθ (Figurnov, Mohamed and Mnih 2018, eq. 7); unbiased, for numbers that
    /// are continuous and have a cdf, each by itself where an event has several: a mixture of normals, say.
    /// </summary>
    public static GradientEstimator Implicit { get; } = new ImplicitEstimator();

    /// <summary>The gradient of log q(z), times what the draw costs (Ranganath, Gerrish and Blei 2014, eq. 2), for a draw that is cut off from the parameters; unbiased, for all distributions.</summary>
    /// <param name="baselines">What to subtract from the cost, all of them together.</param>
    /// <exception cref="ArgumentException">More than one running average.</exception>
    public static GradientEstimator ScoreFunction(params ReadOnlySpan<Baseline> baselines) => new ScoreFunctionEstimator(baselines);

    /// <summary>
    /// The pathwise gradient of a draw that is relaxed (Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017): a number between 0 and 1 in place of a
    /// Bernoulli's, a point of the simplex in place of a one-hot vector. The densities of guide and model stay the discrete ones, log q and log p
    /// continued linearly between the points. Biased, in the loss too; the colder, the less, and the more it varies.
    /// </summary>
    /// <param name="temperature">Above 0.</param>
    public static GradientEstimator GumbelSoftmax(TensorLike temperature) => new RelaxedEstimator(temperature, isRounded: false);

    /// <summary>A draw of the distribution itself, with the gradient of the relaxed one that it rounds (Jang, Gu and Poole 2017, section 2.2). Biased; the loss is not.</summary>
    /// <param name="temperature">Above 0.</param>
    public static GradientEstimator StraightThrough(TensorLike temperature) => new RelaxedEstimator(temperature, isRounded: true);

    /// <summary>Whether the gradient goes through the draw.</summary>
    internal abstract bool IsPathwise { get; }

    /// <summary>Whether what depends on the draw has the gradient that the parameters, at fixed noise, give it.</summary>
    internal virtual bool IsSmooth => IsPathwise;

    /// <summary>What to subtract from the cost in a score-function term.</summary>
    internal virtual IReadOnlyList<Baseline> Baselines => [];

    /// <summary>Draws that carry the gradient.</summary>
    /// <param name="distribution">The site's.</param>
    /// <param name="rng">The generator.</param>
    /// <param name="sampleShape">As for the distribution's own draws.</param>
    /// <param name="isRelaxed">Whether they are to be scored by <see cref="Distribution.RelaxedLogProb"/>.</param>
    /// <exception cref="PplException">PPL027: the distribution has no such draw.</exception>
    internal abstract Tensor Draw(Distribution distribution, Rng rng, Shape sampleShape, out bool isRelaxed);
}
