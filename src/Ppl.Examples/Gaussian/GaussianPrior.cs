using System.Globalization;

namespace Ppl.Examples;

/// <summary>mu ~ Normal(Mean, Deviation), variance ~ Gamma(Shape, Scale): what is held true before any number is seen.</summary>
internal sealed record GaussianPrior(double Mean, double Deviation, double Shape, double Scale)
{
    /// <summary>Wide: numbers around 0 give or take 10, a variance of 6 give or take 4.</summary>
    public static GaussianPrior Good { get; } = new(0, 10, 2, 3);

    /// <summary>Sure, and wrong about numbers of mean 3 and variance 4: a mean of -5 ± 1, a variance of 25 ± 3.5.</summary>
    public static GaussianPrior Bad { get; } = new(-5, 1, 50, 0.5);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"mu ~ Normal({Mean}, {Deviation}), variance ~ Gamma(shape {Shape}, scale {Scale})");

    /// <summary>
    /// Sees that numbers have a finite evidence. Equal ones are likelier without end as the variance goes to 0, as variance^(-(n - 1)/2) when mu is
    /// integrated out; the prior's variance^(shape - 1) makes up for that if its shape is larger than (n - 1)/2.
    /// </summary>
    /// <exception cref="PplException">PPL314.</exception>
    public void RequireEvidence(Numbers x)
    {
        double least = (x.Count - 1) / 2.0;
        if (x.Squares > 0 || Shape > least) return;
        throw Error.Options(string.Create(CultureInfo.InvariantCulture, $"all {x.Count} numbers are {x.Mean}: with --prior-shape {Shape} their evidence is infinite"),
            string.Create(CultureInfo.InvariantCulture, $"give numbers that differ, or a --prior-shape above {least}."));
    }
}
