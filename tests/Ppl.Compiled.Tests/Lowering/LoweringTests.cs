namespace Ppl.Compilation.Tests;

/// <summary>Lowered densities and their gradients against the nodes that they came from. Sums are taken in another order, and products rounded once less: so nearly equal.</summary>
public sealed class LoweringTests
{
    internal static readonly Dictionary<string, Func<(Notation, Node)>> Cases = new()
    {
        ["eight schools"] = () => Densities.EightSchools(),
        ["normal 1"] = () => Densities.Normal(1),
        ["normal 2"] = () => Densities.Normal(2),
        ["normal 7"] = () => Densities.Normal(7),
        ["normal 16"] = () => Densities.Normal(16),
        ["normal 17"] = () => Densities.Normal(17),
        ["normal 33"] = () => Densities.Normal(33),
        ["normal 1000"] = () => Densities.Normal(1000),
        ["normal 1001"] = () => Densities.Normal(1001),
        ["mixture 1000 x 3"] = () => Densities.Mixture(1000, 3),
        ["mixture 33 x 20"] = () => Densities.Mixture(33, 20),
        ["mixture 5 x 2"] = () => Densities.Mixture(5, 2),
        ["mixture 100 x 70"] = () => Densities.Mixture(100, 70),
        ["groups 919 in 85"] = () => Densities.Groups(919, 85),
        ["groups 40 in 5"] = () => Densities.Groups(40, 5),
        ["groups 10 in 20"] = () => Densities.Groups(10, 20),
        ["logistic 1000 x 20"] = () => Densities.Logistic(1000, 20),
        ["logistic 1001 x 17"] = () => Densities.Logistic(1001, 17),
        ["logistic 65 x 5"] = () => Densities.Logistic(65, 5),
        ["logistic 1000 x 3"] = () => Densities.Logistic(1000, 3),
        ["logistic 33 x 40"] = () => Densities.Logistic(33, 40),
        ["logistic 7 x 100"] = () => Densities.Logistic(7, 100),
        ["hidden Markov 5 x 2"] = () => Densities.HiddenMarkov(5, 2),
        ["hidden Markov 40 x 3"] = () => Densities.HiddenMarkov(40, 3),
        ["hidden Markov 600 x 3"] = () => Densities.HiddenMarkov(600, 3),
        ["hidden Markov 60 x 8"] = () => Densities.HiddenMarkov(60, 8),
        ["hidden Markov 10 x 20"] = () => Densities.HiddenMarkov(10, 20),
        ["autoregression 12"] = () => Densities.Autoregression(12),
        ["autoregression 500"] = () => Densities.Autoregression(500),
        ["volatility 300"] = () => Densities.Volatility(300),
        ["softmax 25 x 3"] = () => Densities.Softmax(25, 3, 100),
        ["softmax 20 x 18"] = () => Densities.Softmax(20, 18, 70),
        ["process 3"] = () => Densities.Process(3),
        ["process 30"] = () => Densities.Process(30),
        ["process 70"] = () => Densities.Process(70),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_density_and_its_gradient_are_those_of_its_nodes(string name)
    {
        (Notation notation, Node density) = Cases[name]();
        Lowered.AssertDensity(notation, density);
    }

    // The differences are exact here, and so is their sum but for its last digits; N (mean - location) would have nine digits less.
    [Test]
    public void Differences_of_data_far_from_0_keep_their_digits()
    {
        const double Far = 1e6;
        var f = new Notation(1);
        double[] data = [.. Enumerable.Range(0, 1000).Select(static i => Far + Math.Sin(i))];
        Node density = f.Multiply(f.Number(-0.5), f.Sum(f.Square(f.Subtract(f.Data(data), f.Parameter()))));
        double[] gradient = [double.NaN];
        CompiledFunction.Of(Lowering.Of(f.Point, density, f.Gradient(density))).Evaluate([Far], gradient);
        Assert.That(gradient[0], Is.EqualTo(data.Sum(static y => y - Far)).Within(1e-8));
    }

    [Test]
    public void A_node_of_several_elements_is_no_value()
    {
        var f = new Notation(3);
        Assert.That(() => Lowering.Of(f.Point, f.Parameter(3)), Throws.ArgumentException);
    }

    [Test]
    public void Results_lie_one_after_another_row_by_row()
    {
        var f = new Notation(75);
        Node weights = f.Parameter(25, 3);
        Lowered.AssertResults(f, weights, f.Number(2), f.Exp(f.Transpose(weights)), f.Sum(weights, 0), f.Data([1, 2, 3]), f.Slice(f.Exp(weights), 0, 1, 12, 2), f.Expand(f.Sum(weights), [40]));
    }
}
