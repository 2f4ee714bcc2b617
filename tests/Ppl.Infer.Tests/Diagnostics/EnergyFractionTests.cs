namespace Ppl.Infer.Tests;

public sealed class EnergyFractionTests
{
    [Test]
    public void By_hand() => Assert.That(EnergyFraction.Of([1, 3, 2, 6]), Is.EqualTo((4 + 1 + 16) / (4.0 + 0 + 1 + 9)).Within(1e-15));

    /// <summary>E (E_i - E_{i-1})² = 2 (1 - φ) Var E.</summary>
    [TestCase(0)]
    [TestCase(0.9)]
    public void Of_an_autoregressive_chain_it_is_twice_what_is_not_correlated(double phi)
    {
        using var rng = new Rng(1);
        double[] energies = Autoregression.Chain(rng, 200_000, phi);
        Assert.That(EnergyFraction.Of(energies), Is.EqualTo(2 * (1 - phi)).Within(0.02));
    }

    [Test]
    public void Without_two_energies_that_differ_there_is_none() =>
        Assert.That(new[] { EnergyFraction.Of([]), EnergyFraction.Of([1]), EnergyFraction.Of([2, 2, 2]), EnergyFraction.Of([1, double.NaN, 2]) }, Has.All.NaN);
}
