namespace Ppl.Distributions;

public abstract partial class Distribution
{
    /// <summary>Of no effect: nothing is drawn.</summary>
    public virtual bool IsReparameterized => false;

    /// <summary>Refused: a density draws nothing.</summary>
    /// <exception cref="PplException">PPL403.</exception>
    public virtual Tensor Sample(Rng rng, Shape sampleShape = default) => throw Error.DrawInDensity(Name);

    /// <summary>Refused: only a guide's draws are relaxed.</summary>
    internal Tensor RelaxedLogProb(Tensor value) => throw Error.DrawInDensity(Name);
}
