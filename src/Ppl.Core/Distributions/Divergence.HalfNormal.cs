namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>That of the whole normal distributions.</summary>
    private static Tensor Kl(HalfNormal p, HalfNormal q) => Kl(new Normal(0, p.Scale), new Normal(0, q.Scale));
}
