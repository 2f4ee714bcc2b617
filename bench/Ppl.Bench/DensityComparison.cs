namespace Ppl.Bench;

/// <summary>
/// A distribution made and its log density taken (A), beside the shortest tensor expression for it that somebody would write by hand (B).
/// Values are not checked, as in an engine after its first steps.
/// </summary>
internal sealed class DensityComparison : StepComparison
{
    private const int Small = 100, Large = 1_000_000;

    private readonly Density density;
    private readonly Tensor[] tensors;
    private readonly bool hasBackward;

    private DensityComparison(Density density, int size, bool hasBackward)
        : base(warmUp: size == Small ? 200 : 1, repetitions: size == Small ? 300 : 1)
    {
        (this.density, this.hasBackward) = (density, hasBackward);
        Name = $"{density.Name}, {(size == Small ? "100" : "10⁶")} numbers{(hasBackward ? ", with gradients" : "")}";
        using var rng = new Rng(seed: 1);
        using TensorScope scope = TensorScope.Begin();
        tensors = [.. density.Tensors(rng, size).Select(tensor => tensor.detach().clone().DetachFromDisposeScope())];
        foreach (Tensor parameter in Parameters) parameter.requires_grad_(hasBackward);
    }

    /// <summary>Every density at both sizes, without and with gradients to its parameters.</summary>
    public static IEnumerable<Func<Comparison>> All =>
        from density in Density.All
        from size in new[] { Small, Large }
        from hasBackward in new[] { false, true }
        select (Func<Comparison>)(() => new DensityComparison(density, size, hasBackward));

    public override string Name { get; }

    public override double? Target => density.Target;

    public override void A() => Run(density.Ours);

    public override void B() => Run(density.ByHand);

    public override void Dispose()
    {
        foreach (Tensor tensor in tensors) tensor.Dispose();
    }

    private IEnumerable<Tensor> Parameters => tensors.Skip(1);

    private void Run(Func<Tensor[], Tensor> logDensity)
    {
        using TensorScope step = TensorScope.Begin();
        using ValueChecks off = ValueChecks.Set(false);
        Tensor logProb = logDensity(tensors);
        if (!hasBackward) return;
        logProb.sum().backward();
        foreach (Tensor parameter in Parameters) parameter.grad = null;
    }
}
