using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>A guide of <see cref="EightSchools"/> after its fit; bounds are in nats.</summary>
internal sealed record SchoolsFit
{
    /// <summary>So many draws are kept for pictures.</summary>
    private const int Kept = 10_000;

    public SchoolsFit(string guide, string way, double[] bounds, TimeSpan duration, (ImportanceSample Sample, Samples Draws) weighed)
    {
        (Guide, Way, Bounds, Duration) = (guide, way, bounds, duration);
        (ImportanceSample sample, Samples draws) = weighed;
        (KHat, Elbo) = (sample.KHat, sample.Bound(1).Mean);
        Answer = SchoolsAnswer.Of(draws);
        Corrected = SchoolsAnswer.Of(draws, sample.Weights);
        FirstTheta = [.. draws["theta"].Element(0).Take(Kept)];
        LogTau = [.. draws["tau"].Element().Take(Kept).Select(tau => Math.Log(tau))];
    }

    public string Guide { get; }

    /// <summary>Centred or non-centred.</summary>
    public string Way { get; }

    public string Name => $"{Way} {Guide}";

    /// <summary>By step.</summary>
    public double[] Bounds { get; }

    /// <summary>Of the gradient steps.</summary>
    public TimeSpan Duration { get; }

    public double Elbo { get; }

    public double KHat { get; }

    /// <summary>What the guide says.</summary>
    public SchoolsAnswer Answer { get; }

    /// <summary>What its draws say with their importance weights.</summary>
    public SchoolsAnswer Corrected { get; }

    /// <summary>Some draws of theta of the first school, and of log tau.</summary>
    public IReadOnlyList<double> FirstTheta { get; }

    public IReadOnlyList<double> LogTau { get; }
}
