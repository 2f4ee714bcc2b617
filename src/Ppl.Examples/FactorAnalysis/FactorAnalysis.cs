using MathNet.Numerics.LinearAlgebra;
using Ppl.Distributions;
using Ppl.Handlers;
using Ppl.Infer;
using static Ppl.Primitives;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Ppl.Examples;

/// <summary>
/// Factor analysis (Spearman 1904): a few hidden numbers z, the factors, stand behind many that are seen, x = mu + W z + noise, and each seen number has noise of
/// its own. All that SVI approximates here is known exactly: p(z | x), the likelihood, and by EM the best W. Expected: the test log likelihood of SVI is within
/// 0.5 % of EM's, by a guide with parameters for each row as by one that reads the row; the latter's means are within 0.02 of the exact posterior's and its
/// standard deviations within 2 %; of 5,000 rows drawn with a known W, the space of its columns is found to less than 3 degrees.
/// </summary>
internal sealed class FactorAnalysis(FactorAnalysisOptions options, FactorData data, Rng rng, ExampleRun run)
{
    /// <summary>EM ends long before, where it no longer gains.</summary>
    private const int Iterations = 5000;

    private const double StartingLoading = 0.3;

    private readonly (int Rows, int Columns, int Factors) size = (data.Training.RowCount, data.Training.ColumnCount, options.Factors);

    /// <summary>Where W begins, for SVI as for EM: at zero, all factors would stay alike.</summary>
    private readonly Matrix<double> start = StartingLoading * FactorData.Normal(data.Training.ColumnCount, options.Factors, rng);

    /// <summary>z ~ Normal(0, I), and column d is Normal(mu_d + w_d z, noise_d). Cells that are missing, NaN, are masked: they add nothing to the bound.</summary>
    private void Model((Tensor Rows, Tensor X) batch)
    {
        Tensor w = Param("W", Start), mu = Param("mu", Zeros), noise = Param("noise", Ones, Constraints.Positive);
        using Plate rows = Plate("rows", size.Rows, batch.Rows, dim: -2);
        Tensor z = Sample("z", new Normal(0, 1).Expand([size.Factors]).ToEvent(1));
        using Plate columns = Plate("columns", size.Columns, dim: -1);
        Sample("x", new Normal(mu + z.squeeze(-2).matmul(w.mT), noise), obs: batch.X, obsMask: Seen(batch.X));
    }

    /// <summary>q(z) = Normal(mean, scale) with 2 K numbers for each row: nothing is shared, and nothing is known of a new row.</summary>
    private void LocalGuide((Tensor Rows, Tensor X) batch)
    {
        using Plate rows = Plate("rows", size.Rows, batch.Rows, dim: -2);
        Tensor mean = Param("z.mean", () => torch.zeros([size.Rows, 1, size.Factors], torch.float64, rng.Device), eventDim: 1);
        Tensor scale = Param("z.scale", () => torch.ones([size.Rows, 1, size.Factors], torch.float64, rng.Device), Constraints.Positive, eventDim: 1);
        Sample("z", new Normal(mean, scale).ToEvent(1));
    }

    /// <summary>
    /// q(z | x) = Normal(P⁻¹ e, P⁻¹) with numbers for each column that all rows share: column d, where it is seen, adds b_d (x_d - c_d) to the evidence e, and
    /// s_d² b_d b_d' to the precision P, which begins at I. The mean is linear in x, and the covariance is full. The exact posterior is of this family, whatever is
    /// missing, at b_d = w_d / noise_d², c_d = mu_d and s_d = noise_d. A diagonal one would hold it only where W' Ψ⁻¹ W is diagonal, and one that fills missing
    /// cells in only where none are missing.
    /// </summary>
    private void AmortisedGuide((Tensor Rows, Tensor X) batch)
    {
        Tensor b = Param("encoder.weight", Start), c = Param("encoder.centre", Zeros), s = Param("encoder.scale", Ones, Constraints.Positive);
        Tensor seen = Seen(batch.X), evidence = torch.where(seen, batch.X - c, 0.0).matmul(b), scaled = s.unsqueeze(-1) * b;
        Tensor products = (scaled.unsqueeze(-1) * scaled.unsqueeze(-2)).reshape(size.Columns, -1);
        Tensor identity = torch.eye(size.Factors, dtype: torch.float64, device: rng.Device);
        Tensor precision = identity + seen.to(torch.float64).matmul(products).reshape(-1, size.Factors, size.Factors);
        Tensor root = torch.linalg.cholesky(precision);
        Tensor mean = torch.linalg.solve_triangular(root.mT, torch.linalg.solve_triangular(root, evidence.unsqueeze(-1), upper: false), upper: true).squeeze(-1);
        using Plate rows = Plate("rows", size.Rows, batch.Rows, dim: -2);
        Sample("z", MultivariateNormal.WithPrecision(mean.unsqueeze(-2), precision.unsqueeze(-3)));
    }

    /// <summary>Reads or draws the data, learns W by two guides and by EM, holds the guides to the exact posterior, and goes on to a decoder that is no line.</summary>
    public static void Run(FactorAnalysisOptions options, ExampleRun run)
    {
        var watch = Stopwatch.StartNew();
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        FactorData data = options.File is null
            ? FactorData.Draw(options.Rows, options.Factors, options.Missing, rng)
            : FactorData.Read(options.File, options.Columns, options.Factors, rng);
        var example = new FactorAnalysis(options, data, rng, run);
        FactorFit local = example.Learn("local guide", example.LocalGuide, data.Training, rng.Fork(Streams.Local));
        FactorFit amortised = example.Learn("amortised guide", example.AmortisedGuide, data.Test, rng.Fork(Streams.Amortised));
        var em = ExpectationMaximization.Fit(example.StartingModel, SeenCells.Of(data.Training), Iterations, run.Cancel);
        CurvedFit curved = CurvedFactors.Learn(options, data, rng.Fork(Streams.Curved), run);
        FactorReport.Write(new FactorResults(options, data, local, amortised, em, curved, example.Graph(), watch.Elapsed), run);
    }

    /// <summary>The graph of the model, which is the same for any rows; their plate holds those of a step.</summary>
    public static ModelGraph Graph(FactorAnalysisOptions options, ExampleRun run)
    {
        using var rng = new Rng(run.Seed, torch.float64, torch.device(run.Device));
        return new FactorAnalysis(options, FactorData.Draw(options.Rows, options.Factors, missing: 0, rng), rng, run).Graph();
    }

    private ModelGraph Graph()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor rows = torch.arange(Math.Min(options.Batch, size.Rows), device: rng.Device);
        return ModelGraph.Of(Model, (rows, torch.zeros([rows.shape[0], size.Columns], torch.float64, rng.Device)), rng);
    }

    /// <summary>Fits model and guide together, and then compares the guide with the posterior that W, mu and noise imply.</summary>
    private FactorFit Learn(string name, Program<(Tensor Rows, Tensor X)> guide, Matrix<double> compared, Rng random)
    {
        using Tensor training = FactorData.ToTensor(data.Training, rng);
        using var svi = new Svi<(Tensor Rows, Tensor X)>(Model, guide, new Adam(options.LearningRate), new TraceElbo(FactorFitting.Particles, vectorize: true), random);
        FitResult result = FactorFitting.Run(svi, Datasets.Of(training).WithRows(), name, options, run);

        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using Scope bind = new BindParams(svi.Parameters).Enter();
        using Scope seed = new Seed(random).Enter();
        var model = new FactorModel(Read(svi, "W", size.Factors), Read(svi, "mu", 1).Column(0), Read(svi, "noise", 1).Column(0).PointwisePower(2));
        Distribution q = Trace.Of(guide, (torch.arange(compared.RowCount, device: rng.Device), FactorData.ToTensor(compared, rng)))["z"].Distribution;
        var check = PosteriorCheck.Of(model, compared, FactorData.ToMatrix(q.Mean, size.Factors), FactorData.ToMatrix(q.Variance.sqrt(), size.Factors));
        return new FactorFit(model, result, check);
    }

    private static Matrix<double> Read(Svi<(Tensor Rows, Tensor X)> svi, string name, int columns) => FactorData.ToMatrix(svi.Parameters[name].Constrained(), columns);

    /// <summary>Which cells are there.</summary>
    private static Tensor Seen(Tensor x) => x.isnan().logical_not();

    private FactorModel StartingModel => new(start, Vector<double>.Build.Dense(size.Columns), Vector<double>.Build.Dense(size.Columns, 1));

    private Tensor Start() => FactorData.ToTensor(start, rng);

    private Tensor Zeros() => torch.zeros([size.Columns], torch.float64, rng.Device);

    private Tensor Ones() => torch.ones([size.Columns], torch.float64, rng.Device);

    /// <summary>Streams of random numbers that do not touch each other.</summary>
    private static class Streams
    {
        public const ulong Local = 1, Amortised = 2, Curved = 3;
    }
}
