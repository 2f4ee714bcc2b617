namespace Ppl;

/// <summary>A term of the log joint density that is no distribution: <c>Factor(name, logFactor)</c>. Its value is the log factor.</summary>
public sealed class FactorSite : ScoredSite
{
    internal FactorSite(string name, Tensor logFactor, bool? isReparameterized) : base(name, logFactor) =>
        IsReparameterized = isReparameterized;

    /// <summary>In a guide: whether the draws that the factor weighs carry pathwise gradients. Null where nobody said.</summary>
    public bool? IsReparameterized { get; }

    internal override bool IsPathwise => IsReparameterized != false;

    internal override string Description => $"factor \"{Name}\"";

    internal override void Resolve() => SiteShapes.Check(this);

    internal override void Process(Handler handler) => handler.Process(this);

    internal override void Postprocess(Handler handler) => handler.Postprocess(this);

    private protected override Tensor Density() => Value!;

    private protected override Tensor Stretched(Tensor density) => density;
}
