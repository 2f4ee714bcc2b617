using Ppl.Distributions;

namespace Ppl.Infer;

/// <summary>
/// Draws discrete latents that are held, one site after another, each given all else: the elements of a site at once where they are independent of each other, and else one
/// after another. Immutable: one serves many threads.
/// </summary>
/// <remarks>
/// All elements at once are one enumerated run of the program, which is right where it broadcasts over a site's values and no term depends on two elements. Whether that is so is tried at
/// a few points: what the run says of one set of values against another must be what the density says.
/// </remarks>
internal sealed class GibbsDraws
{
    private const int Trials = 6, Comparisons = 2;
    private const double Tolerance = 1e-7, ToleranceOfFloat32 = 1e-3, LeastProbability = 1e-200;

    private readonly DensityProgram program;
    private readonly HashSet<string> atOnce;

    /// <param name="program">Where.</param>
    /// <param name="sites">What is held.</param>
    /// <param name="rng">The source of the points where it is tried.</param>
    public GibbsDraws(DensityProgram program, IEnumerable<HeldSite> sites, Rng rng)
    {
        this.program = program;
        atOnce = [.. sites.Where(site => IsIndependent(site.Name, rng)).Select(site => site.Name)];
    }

    /// <summary>Draws what is held. Lives in the caller's tensor scope.</summary>
    /// <param name="point">Float64, [dimension].</param>
    /// <param name="discrete">What is held; afterwards what was drawn.</param>
    /// <param name="rng">The source of the draws.</param>
    public void Draw(Tensor point, HeldLatents discrete, Rng rng)
    {
        foreach (string name in discrete.Names)
        {
            if (atOnce.Contains(name)) discrete.Set(name, AtOnce(point, discrete, name, rng));
            else DrawOneByOne(point, discrete, name, rng);
        }
    }

    private Tensor AtOnce(Tensor point, HeldLatents discrete, string name, Rng rng)
    {
        DiscretePosterior posterior = DiscretePosterior.Of(program.Run(point, discrete, rng, drawn: name).Trace, Semiring.LogSum);
        return posterior.Choose((logits, variable) => posterior.Drawn(logits, variable, rng, draws: null), draws: null)[name];
    }

    /// <summary>Each element has the density at each of its values, the other elements as they are by then.</summary>
    private void DrawOneByOne(Tensor point, HeldLatents discrete, string name, Rng rng)
    {
        Tensor support = SupportOf(point, discrete, name, rng), values = discrete[name].clone().reshape(support.select(0, 0).shape);
        double[] logits = new double[support.shape[0]];
        for (long element = 0; element < values.shape[0]; element++)
        {
            Tensor choices = support.select(1, element), value = values.select(0, element);
            for (int i = 0; i < logits.Length; i++)
            {
                value.copy_(choices.select(0, i));
                logits[i] = LogDensity(point, discrete, name, values, rng);
            }
            value.copy_(choices.select(0, Chosen(logits, name, rng.NextDouble())));
        }
        discrete.Set(name, values.reshape(discrete[name].shape));
    }

    private double LogDensity(Tensor point, HeldLatents discrete, string name, Tensor values, Rng rng)
    {
        using TensorScope scope = TensorScope.Begin();
        discrete.Set(name, values.reshape(discrete[name].shape));
        try
        {
            return (double)program.LogDensity(point, discrete, rng);
        }
        catch (PplException error) when (CommonDraws.HasNoValue(error))
        {
            return double.NegativeInfinity;
        }
    }

    /// <summary>All values of each element, [values, elements] + event.</summary>
    private Tensor SupportOf(Tensor point, HeldLatents discrete, string name, Rng rng)
    {
        Distribution distribution = program.Run(point, discrete, rng).Trace[name].Distribution;
        Tensor support = distribution.EnumerateSupport();
        return support.reshape([support.shape[0], distribution.BatchShape.NumberOfElements, .. distribution.EventShape]).to(discrete[name].dtype);
    }

    /// <summary>Which of some values, of unnormalised log probabilities, a number uniform on [0, 1) falls on.</summary>
    private static int Chosen(double[] logits, string name, double uniform)
    {
        double most = logits.Where(logit => !double.IsNaN(logit)).DefaultIfEmpty(double.NegativeInfinity).Max();
        if (double.IsNegativeInfinity(most)) throw Error.NothingPossible([name]);
        double[] weights = [.. logits.Select(logit => double.IsNaN(logit) ? 0 : Math.Exp(logit - most))];
        double rest = uniform * weights.Sum();
        int last = Array.FindLastIndex(weights, weight => weight > 0);
        for (int i = 0; i < last; i++)
            if ((rest -= weights[i]) < 0) return i;
        return last;
    }

    /// <summary>Is the density at two sets of values as much apart as the run in which all are enumerated says?</summary>
    private bool IsIndependent(string name, Rng rng)
    {
        using HeldLatents discrete = program.NewHeld();
        for (int trial = 0, compared = 0; trial < Trials; trial++)
        {
            using TensorScope scope = TensorScope.Begin();
            try
            {
                if (AreAsFarApart(name, discrete, rng) is not { } isSame) continue;
                if (!isSame) return false;
                if (++compared == Comparisons) return true;
            }
            catch (PplException error) when (CommonDraws.HasNoValue(error))
            {
                continue;    // The point has no density: another will have one.
            }
            catch (PplException)
            {
                return false;    // The program does not broadcast over the site's values.
            }
        }
        return false;
    }

    /// <summary>Null where every element is sure of one value, so that there is nothing to compare.</summary>
    private bool? AreAsFarApart(string name, HeldLatents discrete, Rng rng)
    {
        Tensor point = torch.tensor(program.Point(InitialValues.Uniform(), discrete, rng), device: program.Device), support = SupportOf(point, discrete, name, rng);
        (int values, int elements) = ((int)support.shape[0], (int)support.shape[1]);
        double[] probabilities = Probabilities(point, discrete, name, rng);
        Tensor first = support[0].clone(), other = support[0].clone();
        double apart = 0;
        bool isOther = false;
        for (int i = 0; i < elements; i++)
        {
            ReadOnlySpan<double> own = probabilities.AsSpan(i * values, values);
            (int a, int b) = (Possible(own, rng), Possible(own, rng));
            isOther |= a != b;
            apart += Math.Log(own[b]) - Math.Log(own[a]);
            first.select(0, i).copy_(support[a].select(0, i));
            other.select(0, i).copy_(support[b].select(0, i));
        }
        double from = LogDensity(point, discrete, name, first, rng), to = LogDensity(point, discrete, name, other, rng);
        if (!isOther || !double.IsFinite(from) || !double.IsFinite(to)) return null;
        double tolerance = program.Dtype == torch.ScalarType.Float64 ? Tolerance : ToleranceOfFloat32;
        return Math.Abs(to - from - apart) <= tolerance * (1 + Math.Abs(from) + Math.Abs(to));
    }

    /// <summary>The probability of each value of each element, [elements, values].</summary>
    private double[] Probabilities(Tensor point, HeldLatents discrete, string name, Rng rng)
    {
        using IDisposable gradients = torch.enable_grad();
        return TensorText.ToDoubles(DiscretePosterior.Marginals(program.Run(point, discrete, rng, drawn: name).Trace)[name]);
    }

    /// <summary>One of the values that are not too improbable for their logarithm, any as likely as the others.</summary>
    private static int Possible(ReadOnlySpan<double> probabilities, Rng rng)
    {
        int value;
        do value = (int)rng.NextInt64(probabilities.Length);
        while (!(probabilities[value] > LeastProbability));
        return value;
    }
}
