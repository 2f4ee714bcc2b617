using Ppl.Distributions;
using Ppl.Testing;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>Pathwise gradients of draws at fixed noise.</summary>
public sealed class ReparameterizationTests
{
    private static IEnumerable<Instance> Smooth => Family.Instances.Where(one => one.Family.Pathwise == Pathwise.Smooth && IsReparameterized(one));

    /// <summary>Those whose mean depends on the arguments.</summary>
    private static IEnumerable<Instance> Implicit => Family.Instances.Where(one => one.Family.Pathwise == Pathwise.Implicit && HasMean(one));

    /// <summary>Numbers whose cdf is known, at the table's arguments and at less usual ones; those drawn by more than a quantile's formula also in Float32.</summary>
    private static IEnumerable<TestCaseData> OfQuantiles
    {
        get
        {
            foreach (Instance instance in Family.Instances.Concat(Unusual).Where(HasCdf))
            {
                yield return new TestCaseData(instance, torch.ScalarType.Float64);
                if (instance.Family.Pathwise == Pathwise.Implicit) yield return new TestCaseData(instance, torch.ScalarType.Float32);
            }
        }
    }

    private static IEnumerable<Instance> Unusual =>
    [
        new(Family.Of("Gamma"), new Parameters { { "concentration", 0.02 }, { "rate", 2.0 } }),
        new(Family.Of("Gamma"), new Parameters { { "concentration", 50.0 }, { "rate", 0.1 } }),
        new(Family.Of("Gamma"), new Parameters { { "concentration", 1e4 }, { "rate", 3.0 } }),
        new(Family.Of("InverseGamma"), new Parameters { { "concentration", 0.4 }, { "rate", 0.2 } }),
        new(Family.Of("Beta"), new Parameters { { "concentration1", 0.05 }, { "concentration0", 3.0 } }),
        new(Family.Of("Beta"), new Parameters { { "concentration1", 0.5 }, { "concentration0", 200.0 } }),
        new(Family.Of("Beta"), new Parameters { { "concentration1", 300.0 }, { "concentration0", 500.0 } }),
        new(Family.Of("BetaProportion"), new Parameters { { "mean", 0.4 }, { "concentration", 800.0 } }),
        new(Family.Of("StudentT"), new Parameters { { "df", 0.5 }, { "loc", 0.0 }, { "scale", 1.0 } }),
        new(Family.Of("StudentT"), new Parameters { { "df", 300.0 }, { "loc", 0.0 }, { "scale", 2.0 } }),
        new(Family.Of("FisherSnedecor"), new Parameters { { "df1", 0.3 }, { "df2", 900.0 } }),
        new(Family.Of("FisherSnedecor"), new Parameters { { "df1", 40.0 }, { "df2", 3.0 } }),
        new(Family.Of("SkewNormal"), new Parameters { { "loc", 0.0 }, { "scale", 1.0 }, { "skewness", 8.0 } }),
        new(Family.Of("AsymmetricLaplace"), new Parameters { { "loc", 0.0 }, { "scale", 1.0 }, { "asymmetry", 5.0 } }),
    ];

    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [TestCaseSource(nameof(Smooth))]
    public void Gradients_of_draws_agree_with_differences(Instance instance)
    {
        string[] names = [.. instance.Arguments.Select(argument => argument.Key)];
        Tensor[] arguments = [.. instance.Arguments.Select(argument => argument.Value.ToTensor(torch.ScalarType.Float64))];
        GradientCheck.Check(changed =>
        {
            var parameters = new Parameters();
            for (int i = 0; i < names.Length; i++) parameters.Add(names[i], changed[i]);
            using var rng = new Rng(9);
            return instance.Family.Make(parameters).Sample(rng, [20]);
        }, arguments, step: 1e-4);
    }

    /// <summary>d E[x] / d θ = E[dx / dθ], at a false alarm rate of 1e-6 each; the elements of a vector are weighted, for their sum may be constant.</summary>
    [TestCaseSource(nameof(Implicit))]
    public void The_mean_of_the_gradients_of_draws_is_the_gradient_of_the_mean(Instance instance)
    {
        const int Draws = 20_000;
        using var rng = new Rng(11, torch.ScalarType.Float64);
        Distribution single = instance.OfTensors(out IReadOnlyList<Tensor> one);
        Weighted(single, single.Mean).backward();

        var leaves = new List<Tensor>();
        Distribution batch = instance.Family.Make(instance.Arguments.Select(argument =>
        {
            Tensor number = argument.ToTensor(torch.ScalarType.Float64);
            leaves.Add(number.expand([Draws, .. number.shape]).clone().requires_grad_());
            return leaves[^1];
        }));
        Weighted(batch, batch.Sample(rng)).backward();
        for (int i = 0; i < leaves.Count; i++)
        {
            if (leaves[i].grad is not { } grad) continue;    // a number of rows
            double[] expected = (one[i].grad ?? torch.zeros_like(one[i])).Numbers();
            Tensor gradients = grad.reshape(Draws, -1);
            for (int k = 0; k < expected.Length; k++) StatisticalAssert.Mean(gradients[torch.TensorIndex.Colon, k].Numbers(), expected[k]);
        }
    }

    [Test]
    public void The_gradient_of_a_gamma_draw_to_its_rate_agrees_with_differences() => GradientCheck.Check(rate =>
    {
        using var rng = new Rng(9);
        return new Gamma(torch.tensor(2.5), rate[0]).Sample(rng, [20]);
    }, [torch.tensor(1.5)]);

    /// <summary>
    /// At each draw x, dx/dθ = -(dF/dθ) / p, by central differences of the cdf in seven points. To 1e-6 of the gradient, and where that is next to 0, of a thousandth of the largest; in
    /// Float32, at the numbers of the draw and the arguments as they are rounded, to 1e-5. Left out are draws that were moved into the support, and those so near to an
    /// end of it that a difference would not reach.
    /// </summary>
    [TestCaseSource(nameof(OfQuantiles))]
    public void The_gradient_of_a_draw_is_that_of_the_quantile(Instance instance, torch.ScalarType dtype)
    {
        string[] names = [.. instance.Arguments.Select(argument => argument.Key)];
        Tensor[] leaves = [.. instance.Arguments.Select(argument => argument.Value.ToTensor(dtype).expand([100, .. argument.Value.Shape.ToArray()]).clone().requires_grad_())];
        using var rng = new Rng(12, dtype);
        Tensor draws = With(leaves).Sample(rng);
        draws.sum().backward();

        Tensor[] exact = [.. leaves.Select(leaf => leaf.detach().to(torch.ScalarType.Float64))];
        Tensor x = draws.detach().to(torch.ScalarType.Float64);
        double[] density = With(exact).LogProb(x).exp().Numbers();
        bool[] isMoved = [.. leaves[0].grad!.Numbers().Select((_, i) => leaves.All(leaf => leaf.grad!.Numbers()[i] == 0))];
        Assert.That(isMoved.Count(moved => moved), Is.LessThan(50));
        for (int k = 0; k < leaves.Length; k++)
        {
            double value = exact[k].Numbers()[0], size = Math.Abs(value), step = 2e-4 * (size == 0 ? 1 : Math.Min(size, 10 * Math.Sqrt(size)));
            if (double.IsInfinity(value)) continue;
            double[][] cdf = [.. Enumerable.Range(-3, 7).Select(n => At(n * step).Numbers())];
            double[] expected = [.. density.Select((p, i) => -(45 * (cdf[4][i] - cdf[2][i]) - 9 * (cdf[5][i] - cdf[1][i]) + (cdf[6][i] - cdf[0][i])) / (60 * step * p))];
            double[] actual = leaves[k].grad!.Numbers();
            double least = 1e-3 * expected.Where((_, i) => !isMoved[i]).Max(Math.Abs), tolerance = dtype == torch.ScalarType.Float64 ? 1e-6 : 1e-5;
            for (int i = 0; i < expected.Length; i++)
            {
                if (isMoved[i] || cdf.Any(one => one[i] is <= 0 or >= 1)) continue;
                double rounding = 1e-14 / (step * density[i]);
                Assert.That(actual[i], Is.EqualTo(expected[i]).Within(tolerance * (Math.Abs(expected[i]) + least) + rounding), $"to {names[k]} at {x.Numbers()[i]:R}");
            }

            Tensor At(double change) => With([.. exact.Select((argument, i) => i == k ? argument + change : argument)]).Cdf(x);
        }

        Distribution With(Tensor[] arguments)
        {
            var parameters = new Parameters();
            for (int i = 0; i < names.Length; i++) parameters.Add(names[i], arguments[i]);
            return instance.Family.Make(parameters);
        }
    }

    [TestCaseSource(nameof(OfQuantiles))]
    public void Asking_for_gradients_does_not_change_a_draw(Instance instance, torch.ScalarType dtype)
    {
        using Rng one = new(13, dtype), other = new(13, dtype);
        Distribution plain = instance.Family.Make(instance.Arguments.Select(argument => argument.ToTensor(dtype)));
        Distribution asked = instance.Family.Make(instance.Arguments.Select(argument => argument.ToTensor(dtype).requires_grad_()));
        Assert.That(asked.Sample(one, [50]).Numbers(), Is.EqualTo(plain.Sample(other, [50]).Numbers()));
        using var off = torch.no_grad();
        Assert.That(asked.Sample(one).requires_grad, Is.False);
    }

    /// <summary>Nearly all of these draws underflow or overflow. A location or scale that comes after is no matter of the quantile.</summary>
    [Test]
    public void A_draw_that_is_moved_into_the_support_has_gradient_0_to_its_concentrations(
        [Values("Gamma", "InverseGamma", "Beta", "StudentT", "FisherSnedecor")] string name, [Values(torch.ScalarType.Float32, torch.ScalarType.Float64)] torch.ScalarType dtype)
    {
        Family family = Family.Of(name);
        var leaves = new Parameters();
        foreach ((string argument, _) in family.Examples[0]) leaves.Add(argument, torch.full([200], 1e-4, dtype: dtype).requires_grad_());
        using var rng = new Rng(14, dtype);
        Tensor draws = family.Make(leaves).Sample(rng);
        draws.sum().backward();
        double[] x = draws.Numbers();
        double end = x.CountBy(Math.Abs).MaxBy(pair => pair.Value).Key;
        foreach ((string argument, TensorLike leaf) in leaves.Where(leaf => leaf.Key is not ("loc" or "scale" or "rate")))
        {
            double[] gradient = leaf.Tensor!.grad!.Numbers();
            Assert.That(gradient.Where(double.IsNaN), Is.Empty, argument);
            double[] moved = [.. gradient.Where((_, i) => Math.Abs(x[i]) == end)];
            Assert.That(moved, Has.Length.GreaterThan(50));
            Assert.That(moved, Is.All.Zero, argument);
        }
    }

    private static Tensor Weighted(Distribution distribution, Tensor x) =>
        distribution.EventShape.Rank == 0 ? x.sum() : (x * torch.arange(distribution.EventShape[^1], torch.ScalarType.Float64)).sum();

    private static bool HasCdf(Instance instance)
    {
        using var scope = torch.NewDisposeScope();
        Distribution distribution = instance.OfNumbers();
        if (instance.Family.Name is "Delta" or "VonMises") return false;    // no density; a cdf that begins at -π, wherever the mode is
        if (!distribution.IsReparameterized || distribution.EventShape.Rank + distribution.BatchShape.Rank > 0 || instance.Family.Pathwise == Pathwise.Biased) return false;
        try
        {
            return distribution.Cdf(torch.tensor(0.5)) is not null;
        }
        catch (PplException undefined) when (undefined.Code == "PPL027")
        {
            return false;
        }
    }

    private static bool HasMean(Instance instance)
    {
        using var scope = torch.NewDisposeScope();
        try
        {
            return instance.OfTensors(out _).Mean.requires_grad;
        }
        catch (PplException undefined) when (undefined.Code == "PPL027")
        {
            return false;
        }
    }

    private static bool IsReparameterized(Instance instance)
    {
        using var scope = torch.NewDisposeScope();
        return instance.OfNumbers().IsReparameterized;
    }
}
