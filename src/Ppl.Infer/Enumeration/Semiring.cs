namespace Ppl.Infer;

/// <summary>What "sum" means where the product is the sum of logarithms.</summary>
internal enum Semiring
{
    /// <summary>log Σ exp: the probability of all values together.</summary>
    LogSum,

    /// <summary>The greatest: the probability of the most probable value.</summary>
    Max,
}
