using MathNet.Numerics.LinearAlgebra;
using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// The step from factor analysis to the variational autoencoder: what a network with a hidden layer makes of z is added to mu + W z. Nothing is known in
/// closed form any more; the guide has a network too, and the test log likelihood comes from importance sampling. Expected: of data drawn from factor analysis it
/// learns nothing more than the line, and the test log likelihood is that of EM, within 0.5 %; the answers to questionnaires are no lines, and it gains there.
/// </summary>
internal sealed class CurvedFactors : IDisposable
{
    /// <summary>Draws of z for each test row.</summary>
    public const int Draws = 200;

    /// <summary>Networks want smaller steps than a matrix.</summary>
    private const double LearningRateShare = 0.1;

    private readonly (int Rows, int Columns, int Factors) size;
    private readonly torch.nn.Module<Tensor, Tensor> line, bend, guess, shape;

    private CurvedFactors(FactorAnalysisOptions options, FactorData data, torch.Device device)
    {
        size = (data.Training.RowCount, data.Training.ColumnCount, options.Factors);
        line = torch.nn.Linear(size.Factors, size.Columns, device: device, dtype: torch.float64);
        bend = Network(size.Factors, options.Hidden, size.Columns, device);
        guess = torch.nn.Linear(2 * size.Columns, size.Factors, device: device, dtype: torch.float64);
        shape = Network(2 * size.Columns, options.Hidden, 2 * size.Factors, device);
    }

    /// <summary>z ~ Normal(0, I), and column d is Normal(line(z)_d + bend(z)_d, noise_d); line is mu + W z.</summary>
    private void Model((Tensor Rows, Tensor X) batch)
    {
        Module("line", line);
        Module("bend", bend);
        Tensor noise = Param("noise", () => torch.ones([size.Columns], torch.float64, batch.X.device), Constraints.Positive);
        using Plate rows = Plate("rows", size.Rows, batch.Rows, dim: -2);
        Tensor z = Sample("z", Prior).squeeze(-2);
        using Plate columns = Plate("columns", size.Columns, dim: -1);
        Sample("x", new Normal(line.call(z) + bend.call(z), noise), obs: batch.X, obsMask: batch.X.isnan().logical_not());
    }

    /// <summary>q(z | x), normal, by a linear map and a network that are told x and which of its cells are missing.</summary>
    private void Guide((Tensor Rows, Tensor X) batch)
    {
        Module("guess", guess);
        Module("shape", shape);
        Tensor factor = Param("factor", () => torch.eye(size.Factors, dtype: torch.float64, device: batch.X.device), Constraints.LowerCholesky);
        using Plate rows = Plate("rows", size.Rows, batch.Rows, dim: -2);
        Sample("z", Guess(batch.X.unsqueeze(-2), factor));
    }

    private Distribution Prior => new Normal(0, 1).Expand([size.Factors]).ToEvent(1);

    /// <summary>The factor L of the covariance is one for all, but each row stretches its columns.</summary>
    private Distribution Guess(Tensor x, Tensor factor)
    {
        Tensor told = torch.cat([x.nan_to_num(), x.isnan().to(torch.float64)], -1), more = shape.call(told);
        Tensor mean = guess.call(told) + more.narrow(-1, 0, size.Factors), stretch = more.narrow(-1, size.Factors, size.Factors).exp();
        return MultivariateNormal.FromCholesky(mean, factor * stretch.unsqueeze(-2));
    }

    /// <summary>Fits decoder and guide, and measures the log likelihood of the test rows.</summary>
    public static CurvedFit Learn(FactorAnalysisOptions options, FactorData data, Rng rng, ExampleRun run)
    {
        using var curved = new CurvedFactors(options, data, rng.Device);
        using Tensor training = FactorData.ToTensor(data.Training, rng);
        var adam = new Adam(LearningRateShare * options.LearningRate);
        using var svi = new Svi<(Tensor Rows, Tensor X)>(curved.Model, curved.Guide, adam, new TraceElbo(FactorFitting.Particles, vectorize: true), rng);
        FitResult result = FactorFitting.Run(svi, Datasets.Of(training).WithRows(), "non-linear decoder", options, run);
        return new CurvedFit(result, curved.LogLikelihood(data.Test, svi.Parameters, rng));
    }

    /// <summary>log p(x) ≈ log 1/S Σ p(x, z_s) / q(z_s | x), z_s ~ q, in nats a row: from below, and near where the guide is (Burda et al. 2016).</summary>
    private double LogLikelihood(Matrix<double> table, ParamStore parameters, Rng rng)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        Tensor x = FactorData.ToTensor(table, rng), seen = x.isnan().logical_not();
        Distribution guess = Guess(x, parameters["factor"].Constrained());
        Tensor z = guess.Sample(rng, [Draws]);
        Tensor cells = new Normal(line.call(z) + bend.call(z), parameters["noise"].Constrained()).LogProb(x.nan_to_num());
        Tensor weights = Prior.LogProb(z) + torch.where(seen, cells, 0.0).sum(dim: -1) - guess.LogProb(z);
        return (double)(weights.logsumexp(0) - Math.Log(Draws)).mean();
    }

    private static torch.nn.Module<Tensor, Tensor> Network(int inputs, int hidden, int outputs, torch.Device device) => torch.nn.Sequential(
        ("hidden", torch.nn.Linear(inputs, hidden, device: device, dtype: torch.float64)),
        ("tanh", torch.nn.Tanh()),
        ("out", torch.nn.Linear(hidden, outputs, device: device, dtype: torch.float64)));

    public void Dispose()
    {
        foreach (torch.nn.Module<Tensor, Tensor> part in new[] { line, bend, guess, shape }) part.Dispose();
    }
}
