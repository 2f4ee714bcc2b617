namespace Ppl.Infer;

/// <summary>What the divergences of an objective are multiplied by, β: a pure function of how many steps were taken, so that it has no state to save.</summary>
/// <param name="steps">How many steps the engine has taken; a step that was skipped is none.</param>
/// <returns>A finite number, at least 0; 1 is the bound itself.</returns>
public delegate double KlWeight(long steps);
