namespace Ppl.Infer;

/// <summary>How the log density of a program is computed.</summary>
public enum Engine
{
    /// <summary>Compiled where that can be, else traced.</summary>
    Automatic,

    /// <summary>The program runs at each point, by tensors: <see cref="TensorDensity"/>.</summary>
    Traced,

    /// <summary>The program's source, compiled against symbolic tensors, as machine code: <see cref="CompiledDensity"/>.</summary>
    Compiled,
}
