namespace Ppl.Infer.Tests;

public sealed class TestRowsTests
{
    private readonly Rows rows = new();
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("ppl-fit-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [OneTimeTearDown]
    public void Free() => rows.Dispose();

    [Test]
    public void A_test_loss_is_taken_of_its_own_draws_and_changes_nothing()
    {
        (FitResult with, double[] values) = Run(Options(epochs: 3), test: true);
        (FitResult without, double[] same) = Run(Options(epochs: 3), test: false);
        Assert.Multiple(() =>
        {
            Assert.That(values, Is.EqualTo(same));
            Assert.That(with.History.Select(epoch => epoch with { TestLoss = null, Seconds = 0 }), Is.EqualTo(without.History.Select(epoch => epoch with { Seconds = 0 })));
            Assert.That(with.History.Select(epoch => epoch.TestLoss), Has.All.InRange(1, 3));
            Assert.That(with.History.Select(epoch => epoch.TestLoss), Is.Not.EqualTo(with.History.Select(epoch => epoch.ValidationLoss)), "the rows are the same, the draws are not");
            Assert.That(without.History.Select(epoch => epoch.TestLoss), Has.All.Null);
        });
    }

    [Test]
    public void A_resumed_fit_has_the_test_losses_of_one_that_was_not_interrupted()
    {
        string checkpoint = Path.Combine(folder, "fit.safetensors");
        Run(Options(epochs: 1) with { Checkpoint = checkpoint }, test: true);
        (FitResult resumed, _) = Run(Options(epochs: 3) with { Checkpoint = checkpoint, Resume = true }, test: true);
        (FitResult whole, _) = Run(Options(epochs: 3), test: true);
        Assert.That(resumed.History.Select(epoch => epoch.TestLoss), Is.EqualTo(whole.History.Select(epoch => epoch.TestLoss)));

        PplException error = Assert.Throws<PplException>(() => Run(Options(epochs: 3) with { Checkpoint = checkpoint, Resume = true }, test: false))!;
        Assert.That(error.Headline, Does.StartWith("PPL309").And.EndWith("it differs in test rows"));
    }

    private static FitOptions Options(int epochs) => new() { Epochs = epochs, BatchSize = 16 };

    private (FitResult Result, double[] Values) Run(FitOptions options, bool test)
    {
        using Svi<Tensor> svi = Rows.Engine();
        IDataset<Tensor> data = Datasets.Of(rows.Table);
        FitResult result = svi.Fit(data, options, data, test ? data : null);
        return (result, Rows.Values(svi));
    }
}
