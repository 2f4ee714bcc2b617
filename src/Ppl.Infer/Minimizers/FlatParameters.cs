namespace Ppl.Infer;

/// <summary>Parameters as one vector: their unconstrained elements, one parameter after the other, row-major.</summary>
internal sealed class FlatParameters(IReadOnlyList<StoredParam> parameters)
{
    public int Length { get; } = (int)parameters.Sum(parameter => parameter.Unconstrained.numel());

    public double[] Values() => [.. parameters.SelectMany(parameter => TensorText.ToDoubles(parameter.Unconstrained))];

    public void Set(ReadOnlySpan<double> values)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        foreach (StoredParam parameter in parameters)
        {
            Tensor leaf = parameter.Unconstrained;
            int count = (int)leaf.numel();
            leaf.copy_(torch.tensor(values[..count].ToArray()).reshape(leaf.shape));
            values = values[count..];
        }
    }

    /// <summary>Takes the gradients out of the parameters, zeros where there are none.</summary>
    public void TakeGradients(Span<double> gradients)
    {
        foreach (StoredParam parameter in parameters)
        {
            int count = (int)parameter.Unconstrained.numel();
            if (parameter.Unconstrained.grad is { } gradient) TensorText.ToDoubles(gradient).CopyTo(gradients);
            else gradients[..count].Clear();
            parameter.Unconstrained.grad = null;
            gradients = gradients[count..];
        }
    }
}
