using MathNet.Numerics.LinearAlgebra;
using Ppl.Infer;
using Ppl.Testing;
using Spectre.Console;

namespace Ppl.Examples.Tests;

public sealed class VaeScoresTests
{
    private static readonly ImageShape Small = new(Channels: 1, Side: 4);

    private static readonly VaeOptions Settings = new() { Preset = "small", Expected = "", Epochs = 1, Batch = 3, Latent = 1, Hidden = [5], Binarization = Binarization.None };

    private readonly TemporaryFolder folder = new();

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    private ExampleRun Run => new(Seed: 1, Quick: true, Device: "cpu", OutputFolder.Prepare(folder.Path),
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Interactive = InteractionSupport.No }), CancellationToken.None);

    private static LabelledImages Images => new(Small, [.. Enumerable.Range(0, 6 * Small.Size).Select(i => (byte)(37 * i % 256))], new byte[6]);

    /// <summary>A linear decoder and normal noise are probabilistic principal components: x ~ Normal(1/2 + b, w w' + noise² I) (Tipping and Bishop 1999).</summary>
    [Test]
    public void Importance_sampling_finds_the_log_likelihood_of_a_linear_model()
    {
        using var vae = new Vae(Settings with { Decoder = DecoderKind.Linear, ChosenLikelihood = Likelihood.Normal }, Small, Run);
        using var table = new PixelTable(Images, Binarization.None, torch.CPU);
        double found = -VaeScores.NegativeLogLikelihood(vae, table, samples: 10_000, Run);

        Dictionary<string, double[]> parameters = vae.Parameters.ToDictionary(parameter => parameter.Name, Numbers);
        Vector<double> mean = 0.5 + Vector<double>.Build.Dense(parameters["decoder.bias"]), w = Vector<double>.Build.Dense(parameters["decoder.weight"]);
        Matrix<double> covariance = w.OuterProduct(w) + parameters["noise"][0] * parameters["noise"][0] * Matrix<double>.Build.DenseIdentity(Small.Size);
        double exact = Enumerable.Range(0, 6).Average(image => LogDensity(Vector<double>.Build.Dense([.. Images[image].ToArray().Select(x => x / 255.0)]) - mean, covariance));
        Assert.That(found, Is.EqualTo(exact).Within(0.1));
    }

    private static double LogDensity(Vector<double> x, Matrix<double> covariance) =>
        -0.5 * (x * covariance.Cholesky().Solve(x) + covariance.Cholesky().DeterminantLn + x.Count * Math.Log(2 * Math.PI));

    private static double[] Numbers(StoredParam parameter)
    {
        using TensorScope scope = TensorScope.Begin();
        return parameter.Constrained().detach().to(torch.float64).data<double>().ToArray();
    }

    [Test]
    public void Activity_is_the_variance_of_means_over_images()
    {
        using var guesses = new LatentGuesses(torch.tensor(new double[] { 1, 0.1, 5, 2, 0.3, 5, 3, 0.5, 5.01 }).reshape(3, 3), torch.ones(3, 3));
        Assert.That(guesses.Activities, Is.EqualTo(new[] { 1, 0.04, 1e-4 / 3 }).Within(1e-12));
        Assert.That(guesses.ActiveUnits, Is.EqualTo(2));
    }

    /// <summary>The mean of log p over the sides of a coin that shows ink with the pixel's grey for its probability.</summary>
    [Test]
    public void Grey_pixels_get_the_mean_of_a_coins_log_probabilities()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor logits = torch.tensor(new[] { -2.0, 0.3, 4 }), grey = torch.tensor(new[] { 0.0, 0.25, 1 });
        Distributions.Distribution coin = Distributions.Bernoulli.FromLogits(logits);
        Tensor expected = grey * coin.LogProb(torch.ones_like(grey)) + (1 - grey) * coin.LogProb(torch.zeros_like(grey));
        Assert.That(new GreyBernoulli(logits).LogProb(grey).data<double>().ToArray(), Is.EqualTo(expected.data<double>().ToArray()).Within(1e-12));
    }

    [Test]
    public void An_epoch_leaves_no_tensor_behind()
    {
        using var vae = new Vae(Settings, Small, Run);
        using var table = new PixelTable(Images, Binarization.None, torch.CPU);
        using Svi<Tensor> svi = vae.Engine(new TraceElbo());
        Leaks.CheckSteps(() => svi.Fit(table, new FitOptions { Epochs = 1, BatchSize = 3 }), steps: 60, warmUp: 20);
    }

    [Test]
    public void The_estimate_of_the_log_likelihood_leaves_no_tensor_behind()
    {
        ExampleRun run = Run;
        using var vae = new Vae(Settings, Small, run);
        using var table = new PixelTable(Images, Binarization.None, torch.CPU);
        Leaks.CheckSteps(() => VaeScores.NegativeLogLikelihood(vae, table, samples: 1000, run), steps: 60, warmUp: 20);
    }
}
