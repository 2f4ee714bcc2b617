namespace Ppl.Infer.Tests;

/// <summary>The line of <see cref="Regression"/>, with every guide that can say how its two numbers are correlated.</summary>
internal static class LinearRegressionSystem
{
    private static readonly Program<int> Model = Regression.Model;

    public static ConjugateSystem System { get; } = new("linear regression", Model, Regression.Mean, Regression.Sd, Regression.LogEvidence,
    [
        ExactGuide.Automatic(() => new AutoMultivariateNormal<int>(Model)),
        ExactGuide.Automatic(() => new AutoLowRankNormal<int>(Model, rank: 1), steps: 1000),
        new ExactGuide(nameof(AutoStructured<int>), () => (new AutoStructured<int>(Model, new Dictionary<string, string[]> { ["b"] = ["a"] }), Moments), Steps: 1000),
    ]);

    private static (double[] Mean, double[] Sd) Moments(ParamStore parameters)
    {
        double a = Numbers.Of(parameters, "a.loc"), sd = Numbers.Of(parameters, "a.scale"), slope = Numbers.Of(parameters, "b.on.a"), noise = Numbers.Of(parameters, "b.scale");
        return ([a, Numbers.Of(parameters, "b.loc") + (slope * a)], [sd, Math.Sqrt((noise * noise) + (slope * slope * sd * sd))]);
    }
}
