namespace Ppl.Infer;

/// <summary>How far a chain is.</summary>
/// <param name="Chain">Which, counted from 0.</param>
/// <param name="Step">How many steps it has taken, those of the warm-up included.</param>
/// <param name="Steps">How many it is to take.</param>
/// <param name="IsWarmup">Whether it is still warming up.</param>
/// <param name="Divergences">How many steps since the warm-up's end, or so far within it, were divergent.</param>
/// <param name="StepSize">Its step size now.</param>
public readonly record struct McmcProgress(int Chain, int Step, int Steps, bool IsWarmup, int Divergences, double StepSize);
