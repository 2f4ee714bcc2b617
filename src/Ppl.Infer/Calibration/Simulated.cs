namespace Ppl.Infer;

/// <summary>Data drawn from a model, and the numbers that they were drawn from.</summary>
/// <param name="Quantities">The true numbers, in the order in which the posterior's draws have them. What depends on the data too, such as the log likelihood, may be among them.</param>
/// <param name="Data">The data.</param>
public readonly record struct Simulated<TData>(double[] Quantities, TData Data);
