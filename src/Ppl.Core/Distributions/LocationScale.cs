namespace Ppl.Distributions;

/// <summary>A family in which X at location μ and scale σ is μ + σ Z, Z of the family at 0 and 1.</summary>
internal interface ILocationScale
{
    /// <summary>The location μ.</summary>
    TensorLike Loc { get; }

    /// <summary>The scale σ.</summary>
    TensorLike Scale { get; }

    /// <summary>The member at another location and scale; what else it has stays.</summary>
    Distribution At(TensorLike loc, TensorLike scale);
}

public sealed partial class Normal : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new Normal(loc, scale);
}

public sealed partial class Cauchy : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new Cauchy(loc, scale);
}

public sealed partial class StudentT : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new StudentT(Df, loc, scale);
}

public sealed partial class Laplace : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new Laplace(loc, scale);
}

public sealed partial class AsymmetricLaplace : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new AsymmetricLaplace(loc, scale, Asymmetry);
}

public sealed partial class SoftLaplace : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new SoftLaplace(loc, scale);
}

public sealed partial class Logistic : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new Logistic(loc, scale);
}

public sealed partial class Gumbel : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new Gumbel(loc, scale);
}

public sealed partial class SkewNormal : ILocationScale
{
    Distribution ILocationScale.At(TensorLike loc, TensorLike scale) => new SkewNormal(loc, scale, Skewness);
}
