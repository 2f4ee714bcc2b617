namespace Ppl.Infer;

/// <summary>What an <see cref="UpdateRule"/> remembers of each parameter, by its name.</summary>
internal interface IParamMemory : IResumable, IDisposable;
