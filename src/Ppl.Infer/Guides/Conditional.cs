namespace Ppl.Infer;

/// <summary>What an <see cref="AutoStructured{TData}"/> says of one latent, in unconstrained space, given those that it depends on.</summary>
public enum Conditional
{
    /// <summary>Independent normal numbers.</summary>
    Normal,

    /// <summary>A normal vector, for each element of the plates around the latent. Of a number, and of a matrix, as <see cref="Normal"/>.</summary>
    MultivariateNormal,

    /// <summary>A point.</summary>
    Delta,
}
