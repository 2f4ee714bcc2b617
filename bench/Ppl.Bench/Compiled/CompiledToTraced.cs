using Ppl.Examples;
using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>A compiled log density with its gradient beside the traced one of the same program and data.</summary>
internal sealed class CompiledToTraced : Comparison
{
    private readonly ProgramDensity compiled, traced;
    private readonly int compiledRepetitions, tracedRepetitions;
    private readonly double[] position, gradient;

    private CompiledToTraced(string name, Func<Engine, ProgramDensity> density, int compiledRepetitions, int tracedRepetitions)
    {
        Name = $"compiled gradient, {name}, to the traced one";
        (compiled, traced) = (density(Engine.Compiled), density(Engine.Traced));
        (this.compiledRepetitions, this.tracedRepetitions) = (compiledRepetitions, tracedRepetitions);
        (position, gradient) = (new double[compiled.Dimension], new double[compiled.Dimension]);
        Array.Fill(position, 0.1);
        RequireSame();
    }

    public override string Name { get; }

    public override double? Target => null;

    public static IEnumerable<Func<Comparison>> All()
    {
        yield return () => Chain(600);
        yield return () => Mixture(1000);
        yield return () => Groups(919, 85);
        yield return () => Counts(200);
        yield return () => Items(500, 20);
    }

    public override PairedRatio Measure()
    {
        Compiled();
        Traced();
        return PairedRatio.Measure(Compiled, Traced);
    }

    public override void Dispose()
    {
        compiled.Dispose();
        traced.Dispose();
    }

    private double Compiled() => PairedRatio.Time(() => compiled.Evaluate(position, gradient), compiledRepetitions);

    private double Traced() => PairedRatio.Time(() => traced.Evaluate(position, gradient), tracedRepetitions);

    private static CompiledToTraced Chain(int steps)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        var data = new HmmRows(rng.Randn([1, steps]).DetachFromDisposeScope(), States: 3);
        return new($"hidden Markov model, {steps} steps, 3 states", engine => ProgramDensity.Of(HmmModel.Sequences, data, engine), 500, 1);
    }

    private static CompiledToTraced Mixture(int points)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Tensor y = (3 * rng.Randn([points])).DetachFromDisposeScope();
        return new($"3 normals, {points:N0} points", engine => ProgramDensity.Of<Tensor>(SmallModels.Mixture, y, engine), 5000, 50);
    }

    private static CompiledToTraced Groups(int rows, int groups)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Tensor group = torch.tensor([.. Enumerable.Range(0, rows).Select(row => (long)row * groups / rows)]).DetachFromDisposeScope();
        var data = new GroupedRows(rng.Randn([rows]).DetachFromDisposeScope(), rng.Randn([rows]).DetachFromDisposeScope(), group, groups);
        return new($"{rows} rows in {groups} groups", engine => ProgramDensity.Of(SmallModels.Groups, data, engine), 20_000, 50);
    }

    private static CompiledToTraced Counts(int rows)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        var data = new Rows(rng.Randn([rows]).DetachFromDisposeScope(), (2 * rng.Randn([rows])).abs().floor().DetachFromDisposeScope());
        return new($"negative binomial, {rows} counts", engine => ProgramDensity.Of(SmallModels.Counts, data, engine), 5000, 50);
    }

    private static CompiledToTraced Items(int people, int items)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(1, torch.ScalarType.Float64);
        Tensor answers = rng.Randn([people, items]).gt(0).to(torch.ScalarType.Float64).DetachFromDisposeScope();
        return new($"answers of {people} people to {items} items", engine => ProgramDensity.Of<Tensor>(SmallModels.Items, answers, engine), 500, 20);
    }

    /// <summary>A comparison of two things would say nothing.</summary>
    private void RequireSame()
    {
        double[] other = new double[gradient.Length];
        double value = compiled.Evaluate(position, gradient);
        bool isSame = Math.Abs(value - traced.Evaluate(position, other)) < 1e-8 * (1 + Math.Abs(value));
        for (int i = 0; i < other.Length; i++) isSame &= Math.Abs(gradient[i] - other[i]) < 1e-8 * (1 + Math.Abs(other[i]));
        if (!isSame) throw new InvalidOperationException($"{Name}: the densities differ.");
    }
}
