namespace Ppl.Infer;

/// <summary>From an estimate to gradients that an optimiser may follow.</summary>
internal static class Gradients
{
    /// <summary>
    /// Backward keeps the graph until the step's scope closes, so that a gradient that is not finite can be traced to its site.
    /// A gradient that is refused is dropped, lest a later step add to it.
    /// </summary>
    public static void Take(ElboEstimate estimate, IReadOnlyList<StoredParam> parameters, SviOptions options)
    {
        if (parameters.Count == 0) return;
        if (!estimate.Surrogate.requires_grad) throw Error.GradientCut(parameters);
        estimate.Surrogate.backward(retain_graph: options.ChecksGradients);
        if (options.ChecksGradients) Check(parameters, estimate.Runs);
        if (double.IsFinite(options.MaxGradientValue)) ClipValues(parameters, options.MaxGradientValue);
        if (double.IsFinite(options.MaxGradientNorm)) ClipNorm(parameters, options.MaxGradientNorm);
    }

    private static void Check(IReadOnlyList<StoredParam> parameters, IReadOnlyList<GuidedRun> runs)
    {
        try
        {
            FiniteCheck.Gradients(parameters, runs);
        }
        catch (PplException)
        {
            foreach (StoredParam parameter in parameters) parameter.Unconstrained.grad = null;
            throw;
        }
    }

    private static void ClipValues(IReadOnlyList<StoredParam> parameters, double max)
    {
        using IDisposable noGradients = torch.no_grad();
        foreach (StoredParam parameter in parameters) parameter.Unconstrained.grad?.clamp_(-max, max);
    }

    /// <summary>The norm of the parameters' norms is that of all elements: one read of a number, and no other pass unless the gradient is too long.</summary>
    private static void ClipNorm(IReadOnlyList<StoredParam> parameters, double max)
    {
        using IDisposable noGradients = torch.no_grad();
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.Unconstrained.grad).OfType<Tensor>()];
        if (gradients.Length == 0) return;
        double norm = (double)torch.stack(gradients.Select(gradient => gradient.norm())).norm();
        if (!(norm > max)) return;
        foreach (Tensor gradient in gradients) gradient.mul_(max / norm);
    }
}
