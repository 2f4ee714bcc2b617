namespace Ppl.Infer;

/// <summary>The distribution of one latent's numbers in unconstrained space, each normal.</summary>
/// <param name="Loc">Means.</param>
/// <param name="Scale">Standard deviations; null when the numbers are points.</param>
internal readonly record struct Marginal(Tensor Loc, Tensor? Scale)
{
    /// <summary>The quantile of f(x), f taking each number by itself, upwards or downwards.</summary>
    public Tensor Quantile(Transform f, double level)
    {
        if (Scale is null) return f.Forward(Loc);
        Tensor reach = Scale * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, level);
        Tensor one = f.Forward(Loc + reach), other = f.Forward(Loc - reach);
        return level < 0.5 ? torch.minimum(one, other) : torch.maximum(one, other);
    }
}
