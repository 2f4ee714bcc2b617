namespace Ppl.Infer.Tests;

/// <summary>A model whose posterior and evidence are known, and the guides whose families hold the posterior.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Model">The model, its data inside.</param>
/// <param name="Mean">The posterior mean of each latent.</param>
/// <param name="Sd">The posterior standard deviation of each latent.</param>
/// <param name="LogEvidence">log p(y).</param>
/// <param name="Guides">The guides.</param>
internal sealed record ConjugateSystem(string Name, Program<int> Model, double[] Mean, double[] Sd, double LogEvidence, ExactGuide[] Guides)
{
    public override string ToString() => Name;
}

/// <summary>A guide whose family holds a posterior.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Make">Makes the program, and what reads mean and standard deviation of each latent off the parameters.</param>
/// <param name="Steps">How many steps it takes.</param>
internal sealed record ExactGuide(string Name, Func<(Program<int> Program, Func<ParamStore, (double[] Mean, double[] Sd)> Moments)> Make, int Steps = 700)
{
    private const double OneSdAbove = 0.8413447460685429;

    public override string ToString() => Name;

    /// <summary>A guide written by hand.</summary>
    public static ExactGuide ByHand(Program<int> guide, Func<ParamStore, (double[] Mean, double[] Sd)> moments) => new("by hand", () => (guide, moments));

    /// <summary>An automatic guide under which each latent is normal: its quantiles tell.</summary>
    public static ExactGuide Automatic(Func<AutoGuide<int>> make, int steps = 700) => new(make().GetType().Name.Split('`')[0], () => MadeBy(make()), steps);

    private static (Program<int> Program, Func<ParamStore, (double[] Mean, double[] Sd)> Moments) MadeBy(AutoGuide<int> guide)
    {
        return (guide, Moments);

        (double[] Mean, double[] Sd) Moments(ParamStore parameters)
        {
            double[] mean = [.. guide.Median(parameters, 0).Values.Select(value => (double)value)];
            double[] above = [.. guide.Quantiles(parameters, 0, OneSdAbove).Values.Select(value => (double)value)];
            return (mean, [.. above.Zip(mean, (high, middle) => high - middle)]);
        }
    }
}
