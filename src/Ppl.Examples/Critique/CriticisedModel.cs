using MathNet.Numerics.Statistics;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>A model of <see cref="Critique"/> after its fit, and what is to be said against it.</summary>
/// <param name="Name">What it is.</param>
internal sealed record CriticisedModel(string Name)
{
    /// <summary>The mean counts of data sets from the prior predictive distribution.</summary>
    public required double[] PriorMeans { get; init; }

    /// <summary>Gradient steps.</summary>
    public required long Steps { get; init; }

    /// <summary>By step, in nats for the training rows.</summary>
    public required double[] Bounds { get; init; }

    /// <summary>At the end.</summary>
    public required double Bound { get; init; }

    /// <summary>Of the guide: below 0.7 its draws are those of the posterior.</summary>
    public required double KHat { get; init; }

    /// <summary>Data sets from the posterior predictive distribution, on the training rows.</summary>
    public required Draws Replicated { get; init; }

    public required IReadOnlyList<PredictiveCheck> Checks { get; init; }

    /// <summary>log p(y_i | training rows) of each held-out row.</summary>
    public required double[] HeldOut { get; init; }

    public required TimeSpan Duration { get; init; }

    public PredictiveCheck Check(string key) => Checks.Single(check => check.Statistic.Key == key);
}

/// <summary>What a run found.</summary>
internal sealed record CritiqueResult(CritiqueOptions Options, CritiqueData Data, IReadOnlyList<CriticisedModel> Models, TimeSpan Duration)
{
    /// <summary>How much better each model after the first, and at last the truth where it is known, foretells the held-out rows than the one before.</summary>
    public IReadOnlyList<(string Name, Moments Gain)> Gains
    {
        get
        {
            (string Name, double[] HeldOut)[] all = [.. Models.Select(model => (model.Name, model.HeldOut)), .. Data.TrueLogDensities is { } truth ? [("truth", truth)] : Array.Empty<(string, double[])>()];
            return [.. all.Zip(all.Skip(1), (before, after) => (after.Name, MeanOf([.. after.HeldOut.Zip(before.HeldOut, (one, other) => one - other)])))];
        }
    }

    /// <summary>The mean of numbers and its standard error; of the paired differences of two models as in Vehtari, Gelman and Gabry 2017, equation 24.</summary>
    public static Moments MeanOf(double[] numbers) => new(numbers.Mean(), numbers.StandardDeviation() / Math.Sqrt(numbers.Length));
}
