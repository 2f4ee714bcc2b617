using System.Runtime.InteropServices;
using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>A compiled log density with its gradient beside the same in <see cref="HandWritten"/>.</summary>
internal sealed class CompiledGradient : StepComparison
{
    private readonly IDensity density;
    private readonly Func<double[], double[], double> hand;
    private readonly double[] position, gradient;

    private CompiledGradient(string name, double target, IDensity density, Func<double[], double[], double> hand, int repetitions) : base(repetitions, repetitions)
    {
        (Name, Target, this.density, this.hand) = ($"compiled gradient, {name}, to the same by hand", target, density, hand);
        (position, gradient) = (new double[density.Dimension], new double[density.Dimension]);
        Array.Fill(position, 0.1);
        RequireSame();
    }

    public override string Name { get; }

    public override double? Target { get; }

    public static IEnumerable<Func<Comparison>> All()
    {
        yield return Schools;
        yield return () => Gaussian(1000);
        yield return () => Logistic(1000, 20, 4000);
        yield return () => Logistic(10_000, 50, 200);
    }

    public override void A() => density.Evaluate(position, gradient);

    public override void B() => hand(position, gradient);

    public override void Dispose() => (density as IDisposable)?.Dispose();

    private static CompiledGradient Schools()
    {
        using Tensor y = EightSchools.Data(torch.ScalarType.Float64), scales = EightSchools.ErrorsTensor();
        double[] effects = Numbers(y), errors = Numbers(scales);
        return new("eight schools", 2, ProgramDensity.Of(EightSchools.Program, y, Engine.Compiled), (u, gradient) => HandWritten.EightSchools(u, effects, errors, gradient), 1_000_000);
    }

    private static CompiledGradient Gaussian(int count)
    {
        using var rng = new Rng(1, torch.ScalarType.Float64);
        using Tensor y = rng.Randn([count]);
        double[] points = Numbers(y);
        return new($"Gaussian, {count:N0} points", 2, ProgramDensity.Of<Tensor>(SmallModels.Gaussian, y, Engine.Compiled), (u, gradient) => HandWritten.Gaussian(u, points, gradient), 200_000);
    }

    private static CompiledGradient Logistic(int rows, int columns, int repetitions)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Tensor x = rng.Randn([rows, columns]), y = (rng.Randn([rows]) > 0).to(torch.ScalarType.Float64);
        double[] features = Numbers(x), outcomes = Numbers(y);
        return new($"logistic, {rows:N0} x {columns}", 1, ProgramDensity.Of(SmallModels.Logistic, new Rows(x, y), Engine.Compiled),
            (b, gradient) => HandWritten.Logistic(b, features, outcomes, gradient), repetitions);
    }

    /// <summary>A comparison of two things would say nothing.</summary>
    private void RequireSame()
    {
        double[] byHand = new double[gradient.Length];
        double difference = density.Evaluate(position, gradient) - hand(position, byHand);
        Array.Fill(position, 0.2);
        bool isSame = Math.Abs(density.Evaluate(position, gradient) - hand(position, byHand) - difference) < 1e-8;
        for (int i = 0; i < byHand.Length; i++) isSame &= Math.Abs(gradient[i] - byHand[i]) < 1e-8 * (1 + Math.Abs(byHand[i]));
        if (!isSame) throw new InvalidOperationException($"{Name}: the densities differ.");
    }

    private static double[] Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, double>(tensor.bytes).ToArray();
}
