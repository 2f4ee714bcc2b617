using Ppl.Distributions;
using TorchSharp;

namespace Ppl.Core.Tests;

/// <summary>Stable forms at their edges, against values of 60 digits.</summary>
public sealed class StableTests
{
    private static readonly (double X, double Log, double Slope)[] logNdtr =
    [
        (5, -2.8665161296376359e-7, 1.4867199409049057e-6), (0.5, -0.36894641528865639, 0.50916043383703349),
        (-0.7, -1.4189677615315316, 1.2904993394581665), (-5.999, -20.730610955375182, 6.1575065956586398),
        (-6, -20.736768949974706, 6.1584826045445989), (-6.001, -20.742927920586593, 6.1594586203840957),
        (-12, -75.410673001568796, 12.082214175254284), (-37, -689.03058557689059, 37.02698768612699),
        (-40, -804.60844201375379, 40.024968847207264), (-1000, -500007.82669481218, 1000.000999998), (-1e8, -5000000000000019.3, 1e8),
    ];

    private static readonly (double A, double B, double Log)[] differences =
    [
        (-1, 2, -0.20016629432446258), (-1e-9, 1e-9, -20.949057189591139), (7, 8, -27.384793700719941), (35, 36, -616.97510126192251),
        (-36, -35, -616.97510126192251), (-3, 30, -0.0013508099647481938), (1.2, 1.2001, -10.849338906247582),
        (-0.9, -0.8999, -10.53423390651017), (100, 100.1, -5005.5242538236007), (-1e30, -30, -454.3212439563432),
    ];

    private static readonly (double H, double A, double T)[] owenT =
    [
        (0, 1, 0.125), (0, 0.3, 0.04638678953887117), (0.5, 0.5, 0.064488602847503757), (1, 2, 0.078468186993084096),
        (2, 30, 0.011375065974089604), (3, -0.8, -0.00066829815938172201), (6, 1, 4.9329382203217148e-10),
        (0.1, 1000, 0.23008608136148551), (5, 0.01, 5.9284848030536394e-9), (-1.5, 0.7, 0.027091480464145781),
    ];

    private static readonly (double A, double Log, double Slope, double Curvature)[] logPowerOverGamma =
    [
        (1e-8, -18.4206809323870163, 99999982.1565349024, -9999999900000001.23),
        (0.5, -1.41893853320467274, 1.27036284546147817, -2.93480220054467931),
        (7, 0.0421198313770921407, 0.0731258139568461657, -0.0106880351021946904),
        (19.99, 0.574509137504698804, 0.0252209959505447567, -0.00127210512858874021),
        (20, 0.574761283880325832, 0.0252082813118419426, -0.00127082293520311983),
        (20.01, 0.575013303173643196, 0.0251955794853826149, -0.00126954267924045364),
        (35, 0.856354609931799986, 0.0143537359455137816, -0.000412049900212959028),
        (1000, 2.53485577295584023, 0.000500083333325000004, -5.00166666633333357e-7),
        (1e9, 9.4426943851851995, 5.00000000083333333e-10, -5.00000000166666667e-19),
    ];

    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void The_log_of_the_normal_cdf_and_its_slope_keep_their_digits()
    {
        Tensor x = torch.tensor(Array.ConvertAll(logNdtr, row => row.X)).requires_grad_();
        Tensor log = Stable.LogNdtr(x);
        log.sum().backward();
        Closeness.AssertClose(log, Array.ConvertAll(logNdtr, row => row.Log), 2e-15, "log ndtr");
        Closeness.AssertClose(x.grad!, Array.ConvertAll(logNdtr, row => row.Slope), 1e-13, "slope");
    }

    [Test]
    public void A_power_over_the_gamma_function_and_two_derivatives_keep_their_digits_on_both_sides_of_20()
    {
        Tensor a = torch.tensor(Array.ConvertAll(logPowerOverGamma, row => row.A)).requires_grad_();
        Tensor log = Stable.LogPowerOverGamma(a);
        Tensor slope = torch.autograd.grad([log.sum()], [a], create_graph: true, retain_graph: true)[0];
        Tensor curvature = torch.autograd.grad([slope.sum()], [a])[0];
        Closeness.AssertClose(log, Array.ConvertAll(logPowerOverGamma, row => row.Log), 3e-14, "log");
        Closeness.AssertClose(slope, Array.ConvertAll(logPowerOverGamma, row => row.Slope), 3e-14, "slope");
        Closeness.AssertClose(curvature, Array.ConvertAll(logPowerOverGamma, row => row.Curvature), 1e-9, "curvature");
        // MathNet's log Γ of a number is right to some 1e-15 of itself, which is 39 at 20.
        foreach ((double number, double expected, _, _) in logPowerOverGamma)
            Assert.That(Stable.LogPowerOverGamma(number), Is.EqualTo(expected).Within(5e-13 * (1 + Math.Abs(expected))), $"{number}");
    }

    /// <summary>Tensors of two shapes and numbers among them.</summary>
    [Test]
    public void Powers_over_the_gamma_function_are_added_up_whatever_they_come_as()
    {
        Tensor a = torch.tensor([0.5, 30.0]), b = torch.tensor([7.0, 21.0]), c = torch.tensor(3.0);
        double[] expected = [.. new[] { (0.5, 7.0), (30.0, 21.0) }.Select(pair =>
            Stable.LogPowerOverGamma(pair.Item1) - Stable.LogPowerOverGamma(pair.Item2) + Stable.LogPowerOverGamma(3) - Stable.LogPowerOverGamma(5))];
        Closeness.AssertClose(Stable.LogPowersOverGamma([a, c], [b, 5]).ToTensor(), expected, 1e-14, "sum");
    }

    [Test]
    public void The_log_of_a_normal_mass_of_numbers_is_that_of_tensors()
    {
        foreach ((double a, double b, double log) in differences)
            Assert.That(Stable.LogNdtrDifference(a, b), Is.EqualTo(log).Within(2e-13 * (1 + Math.Abs(log))), $"({a}, {b})");
    }

    [Test]
    public void The_log_of_the_normal_cdf_is_finite_in_float32_where_erfc_underflows()
    {
        Tensor log = Stable.LogNdtr(torch.tensor([-40f, -14f, -6f, 0f]));
        Closeness.AssertClose(log, [-804.60844201375379, -101.56305, -20.736768949974706, -0.69314718], 1e-6, "log ndtr");
    }

    [Test]
    public void The_log_of_a_normal_mass_keeps_its_digits_in_either_tail() => Closeness.AssertClose(
        Stable.LogNdtrDifference(torch.tensor(Array.ConvertAll(differences, row => row.A)), torch.tensor(Array.ConvertAll(differences, row => row.B))),
        Array.ConvertAll(differences, row => row.Log), 2e-13, "log difference");

    [Test]
    public void The_inverse_of_the_log_of_the_normal_cdf_inverts_it()
    {
        Tensor x = torch.tensor([-1e6, -1000, -40, -6.1, -6, -5.9, -1, 0, 2]);
        Closeness.AssertClose(Stable.NdtriOfLog(Stable.LogNdtr(x)), x.Numbers(), 1e-14, "inverse");
    }

    [Test]
    public void The_log_of_one_minus_an_exponential_keeps_its_digits_at_both_ends()
    {
        double[] logs = Stable.Log1mExp(torch.tensor([-1e-20, -0.1, -0.7, -40.0])).Numbers(), expected = [-46.051701859880914, -2.3521684610440908, -0.68634100280838515, -4.248354255291589e-18];
        for (int i = 0; i < logs.Length; i++) Assert.That(logs[i], Is.EqualTo(expected[i]).Within(4e-16 * Math.Abs(expected[i])));
    }

    [Test]
    public void Numbers_keep_their_digits_near_0()
    {
        foreach (double x in new[] { 1e-20, -3e-9, 0.0079, -0.3, 0.7 })
        {
            Assert.That(Stable.Expm1(x), Is.EqualTo(torch.tensor(x).expm1().item<double>()).Within(4e-16 * Math.Abs(x)));
            Assert.That(Stable.Log1p(x), Is.EqualTo(torch.tensor(x).log1p().item<double>()).Within(4e-16 * Math.Abs(x)));
        }
        Assert.That(Stable.Expm1(double.NegativeInfinity), Is.EqualTo(-1));
        Assert.That(Stable.Log1p(double.PositiveInfinity), Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Owens_function_is_right()
    {
        foreach ((double h, double a, double t) in owenT) Assert.That(OwenT.At(h, a), Is.EqualTo(t).Within(2e-17 + (1e-14 * Math.Abs(t))), $"T({h}, {a})");
    }
}
