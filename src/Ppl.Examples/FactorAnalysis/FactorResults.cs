using MathNet.Numerics.LinearAlgebra;
using Ppl.Handlers;
using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>What SVI learnt with one guide; bounds are in nats a row.</summary>
/// <param name="Model">W, mu and the noise.</param>
/// <param name="Result">The course of the fit.</param>
/// <param name="Check">The guide beside the exact posterior.</param>
internal sealed record FactorFit(FactorModel Model, FitResult Result, PosteriorCheck Check)
{
    public double Bound => -Result.History[^1].TrainingLoss;

    public double Seconds => Result.History.Sum(epoch => epoch.Seconds);
}

/// <summary>What the non-linear decoder learnt.</summary>
/// <param name="Result">The course of the fit.</param>
/// <param name="TestLogLikelihood">By importance sampling, in nats a row.</param>
internal sealed record CurvedFit(FitResult Result, double TestLogLikelihood)
{
    public double Bound => -Result.History[^1].TrainingLoss;

    public double Seconds => Result.History.Sum(epoch => epoch.Seconds);
}

/// <summary>All that a run found.</summary>
internal sealed record FactorResults(
    FactorAnalysisOptions Options, FactorData Data, FactorFit Local, FactorFit Amortised, ExpectationMaximization Em, CurvedFit Curved, ModelGraph Graph, TimeSpan Duration)
{
    private readonly IReadOnlyList<SeenCells> training = SeenCells.Of(Data.Training), test = SeenCells.Of(Data.Test);

    /// <summary>Of the training rows, in nats a row.</summary>
    public double TrainingLogLikelihood(FactorModel model) => model.LogLikelihood(training) / Data.Training.RowCount;

    /// <summary>Of the test rows, in nats a row.</summary>
    public double TestLogLikelihood(FactorModel model) => model.LogLikelihood(test) / Data.Test.RowCount;

    /// <summary>To the W that the data were drawn with; to EM's where nobody knows one.</summary>
    public double AngleOf(FactorModel model) => Rotations.LargestAngle((Data.Truth ?? Em.Model).Loadings, model.Loadings);

    /// <summary>
    /// The rotation of the factors in which to show W: nearest to the W that the data were drawn with. Where nobody knows one, nearest to SVI's after varimax.
    /// </summary>
    public Matrix<double> Rotation(FactorModel model)
    {
        Matrix<double> ours = Amortised.Model.Loadings;
        return Rotations.Towards(Data.Truth?.Loadings ?? ours * Rotations.Varimax(ours), model.Loadings);
    }

    /// <summary>W in that rotation.</summary>
    public Matrix<double> Rotated(FactorModel model) => model.Loadings * Rotation(model);

    /// <summary>How many items load most on the factor of their own scale; null where columns are no items of scales.</summary>
    public int? ItemsAtHome => ItemScales.AtHome(Data.Columns, Rotated(Amortised.Model));
}
