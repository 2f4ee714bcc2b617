namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>That of the logs.</summary>
    private static Tensor Kl(LogNormal p, LogNormal q) => Kl(new Normal(p.Loc, p.Scale), new Normal(q.Loc, q.Scale));

    private static Tensor Kl(LogNormal p, TransformedDistribution q) => KlOfImages(p, q);

    private static Tensor Kl(TransformedDistribution p, LogNormal q) => KlOfImages(p, q);
}
