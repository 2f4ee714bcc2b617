namespace Ppl.Infer;

/// <summary>
/// A running moment of each parameter's gradients, by the parameter's name: zeros when the parameter is first met, or what was
/// restored. Owned by an optimiser.
/// </summary>
/// <param name="name">The part of a saved state in which it stands.</param>
internal sealed class Moment(string name) : IParamMemory
{
    private readonly Dictionary<string, Tensor> tensors = [];
    private Dictionary<string, SavedArray> restored = [];

    /// <summary>The moment of one parameter, like its leaf; the caller changes it in place.</summary>
    /// <exception cref="PplException">PPL309: what was restored has another shape or dtype.</exception>
    public Tensor Of(StoredParam parameter)
    {
        if (!tensors.TryGetValue(parameter.Name, out Tensor? tensor)) tensors.Add(parameter.Name, tensor = FirstOf(parameter));
        return tensor;
    }

    public void Save(SavedState state)
    {
        SavedState part = state.Part(name);
        foreach ((string parameter, Tensor tensor) in tensors) part.Add(parameter, tensor);
        using TensorScope scope = TensorScope.Begin();
        foreach ((string parameter, SavedArray array) in restored) part.Add(parameter, array.ToTensor());
    }

    public Action Restore(SavedState state)
    {
        SavedState part = state.Part(name);
        Dictionary<string, SavedArray> arrays = part.Arrays.ToDictionary(parameter => parameter, part.Array);
        return () =>
        {
            Dispose();
            restored = arrays;
        };
    }

    public void Dispose()
    {
        foreach (Tensor tensor in tensors.Values) tensor.Dispose();
        tensors.Clear();
        restored.Clear();
    }

    private Tensor FirstOf(StoredParam parameter)
    {
        Tensor leaf = parameter.Unconstrained;
        if (!restored.TryGetValue(parameter.Name, out SavedArray? array)) return torch.zeros_like(leaf).DetachFromDisposeScope();
        if (array.Dtype != leaf.dtype || array.Shape != Shape.Of(leaf))
        {
            throw Error.StateDiffers(
                $"the optimiser's {name} of \"{parameter.Name}\" is {array.Dtype} {array.Shape}, the parameter {leaf.dtype} {Shape.Of(leaf)}");
        }
        using TensorScope scope = TensorScope.Begin();
        Tensor tensor = torch.zeros_like(leaf).copy_(array.ToTensor()).DetachFromDisposeScope();
        restored.Remove(parameter.Name);
        return tensor;
    }
}
