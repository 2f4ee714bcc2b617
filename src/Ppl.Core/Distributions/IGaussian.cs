namespace Ppl.Distributions;

/// <summary>A normal distribution of vectors, however it holds its covariance: what divergences ask of one.</summary>
internal interface IGaussian
{
    /// <summary>The mean μ.</summary>
    TensorLike Loc { get; }

    /// <summary>log √det(2πΣ), one number for each batch element.</summary>
    TensorLike LogNormalizer { get; }

    /// <summary>A matrix F with Σ = F F'.</summary>
    Tensor Factor();

    /// <summary>d' Σ⁻¹ d for vectors d.</summary>
    Tensor SquaredDistance(Tensor deviation);
}
