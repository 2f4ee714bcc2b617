namespace Ppl.Distributions;

public static partial class Divergence
{
    private static Tensor Kl(OneHotCategorical p, OneHotCategorical q) => Kl(p.Places, q.Places);
}
