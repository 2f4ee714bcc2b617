namespace Ppl.Handlers;

/// <summary>What is not as it was in a run: the value of one site, or the weights of one module.</summary>
/// <param name="Node">The node that is changed.</param>
/// <param name="Value">The site's other value; null for a module.</param>
/// <param name="Weights">A module's weights, each with its other value.</param>
internal sealed record Change(string Node, Tensor? Value, params IReadOnlyList<(Tensor Weight, Tensor Other)> Weights)
{
    /// <summary>Runs a program while the module's weights are others.</summary>
    public void Around(Action program)
    {
        Tensor[] before = [.. Weights.Select(weight => weight.Weight.detach().clone())];
        try
        {
            for (int i = 0; i < before.Length; i++) Overwrite(Weights[i].Weight, Weights[i].Other);
            program();
        }
        finally
        {
            for (int i = 0; i < before.Length; i++) Overwrite(Weights[i].Weight, before[i]);
        }
    }

    private static void Overwrite(Tensor weight, Tensor value)
    {
        using IDisposable noGradients = torch.no_grad();
        weight.copy_(value);
    }
}
