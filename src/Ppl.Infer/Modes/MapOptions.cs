namespace Ppl.Infer;

/// <summary>Settings of <see cref="Map"/>.</summary>
public sealed record MapOptions
{
    /// <summary>The minimiser of -log density. Default <see cref="Lbfgs"/> with its defaults.</summary>
    public Lbfgs Minimizer { get; init; } = new();

    /// <summary>Where the search begins. Null, the default: numbers uniform on (-2, 2) in unconstrained space.</summary>
    /// <remarks>Where the density or its gradient is not finite the start is drawn anew, up to 100 times.</remarks>
    public InitialValues? Initial { get; init; }

    /// <summary>The seed, from which the start follows. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How the density of a program is computed. <see cref="Engine.Automatic"/>, the default: compiled where the program was marked <see cref="CompiledAttribute"/> and nothing else here asks for tensors.</summary>
    public Engine Engine { get; init; }

    /// <summary>Whether a density of float32 will do (<see cref="TensorDensity.Of"/>). Default false.</summary>
    public bool AllowFloat32 { get; init; }

    /// <summary>Where the program runs. Null, the default: the CPU.</summary>
    public torch.Device? Device { get; init; }
}
