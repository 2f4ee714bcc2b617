using Ppl.Infer;

namespace Ppl.Examples.Tests;

/// <summary>The density of each example's model, compiled and traced, at random points, on data of a quick run.</summary>
public sealed class CompiledModelTests
{
    private const int Points = 5;

    /// <summary>Both are float64 and sum in another order; a gradient's element is a sum that may cancel, so that its error is beside the largest one.</summary>
    private const double Relative = 1e-10;

    [TestCase(true)]
    [TestCase(false)]
    public void Eight_schools(bool isCentred)
    {
        using Tensor effects = torch.tensor(Schools.OfRubin.Effects.ToArray()), errors = torch.tensor(Schools.OfRubin.Errors.ToArray());
        AssertAgreement(isCentred ? SchoolsModels.Centred : SchoolsModels.NonCentred, new Estimates(effects, errors));
    }

    [TestCase("Centred")]
    [TestCase("NonCentred")]
    [TestCase("OneLevel")]
    [TestCase("LevelsApart")]
    public void Radon(string model)
    {
        using TensorScope scope = TensorScope.Begin();
        using Rng rng = Source();
        AssertAgreement(model switch
        {
            "Centred" => RadonModels.Centred,
            "NonCentred" => RadonModels.NonCentred,
            "OneLevel" => RadonModels.OneLevel,
            _ => RadonModels.LevelsApart,
        }, RadonTensors.Of(RadonHouses.Draw(rng), rng.Device));
    }

    [Test]
    public void Gaussian()
    {
        using Rng rng = Source();
        using Tensor x = torch.tensor(Drawn(rng, 1000));
        AssertAgreement(GaussianModel.Numbers, new GaussianRows(x, GaussianPrior.Good));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Regression(bool isLogistic)
    {
        using Rng rng = Source();
        RegressionTable table = RegressionTable.Draw(rng, rows: 1000, inputs: 8, isLogistic);
        using Tensor x = torch.tensor(table.Inputs), y = torch.tensor(table.Targets);
        AssertAgreement(isLogistic ? RegressionModels.LogisticOfAll : RegressionModels.LinearOfAll, (x, y));
    }

    /// <summary>On a line, in the plane and in three dimensions, which have correlations.</summary>
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Gmm(int dimensions)
    {
        using Rng rng = Source();
        using Tensor x = torch.tensor(Drawn(rng, 300 * dimensions), [300, dimensions]);
        AssertAgreement(MixtureModel.OfAll, new MixtureRows(x, Components: 3));
    }

    [Test]
    public void Hmm()
    {
        using Rng rng = Source();
        HmmData data = HmmData.Draw(sequences: 10, length: 50, rng);
        using Tensor x = torch.tensor(data.Sequences.SelectMany(sequence => sequence).ToArray(), [data.Sequences.Length, data.Length]);
        AssertAgreement(HmmModel.Sequences, new HmmRows(x, States: 3));
    }

    private static Rng Source() => new(seed: 3, torch.ScalarType.Float64);

    private static double[] Drawn(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(_ => 3 + 2 * rng.NextGaussian())];

    private static void AssertAgreement<TData>(Program<TData> model, TData data)
    {
        using ProgramDensity compiled = ProgramDensity.Of(model, data, Engine.Compiled), traced = ProgramDensity.Of(model, data, Engine.Traced);
        Assert.That((compiled.Engine, compiled.Dimension), Is.EqualTo((Engine.Compiled, traced.Dimension)));
        using Rng rng = Source();
        for (int point = 0; point < Points; point++)
        {
            double[] position = [.. Enumerable.Range(0, traced.Dimension).Select(_ => rng.NextGaussian())];
            double[] actual = new double[position.Length], expected = new double[position.Length];
            double value = compiled.Evaluate(position, actual), reference = traced.Evaluate(position, expected);
            Assert.Multiple(() =>
            {
                Assert.That(reference, Is.Not.NaN.And.GreaterThan(double.NegativeInfinity));
                Assert.That(value, Is.EqualTo(reference).Within(Relative * Math.Max(1, Math.Abs(reference))));
                Assert.That(actual, Is.EqualTo(expected).Within(Relative * expected.Max(Math.Abs)));
            });
        }
    }
}
