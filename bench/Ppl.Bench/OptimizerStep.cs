using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>An optimizer's step alone, on the 435,988 weights of the VAE.</summary>
internal sealed class OptimizerStep : IDisposable
{
    private readonly Optimizer optimizer;
    private readonly Vae vae = new();
    private readonly StoredParam[] parameters;
    private readonly Tensor[] gradients;

    public OptimizerStep(Optimizer optimizer)
    {
        this.optimizer = optimizer;
        parameters = [.. vae.Weights().Select((weight, i) => StoredParam.FromModule($"{i}", weight))];
        gradients = [.. parameters.Select(parameter => torch.full(parameter.Unconstrained.shape, 0.01))];
    }

    public void Run()
    {
        using TensorScope step = TensorScope.Begin();
        foreach ((StoredParam parameter, Tensor gradient) in parameters.Zip(gradients)) parameter.Unconstrained.grad = gradient;
        optimizer.Step(parameters);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        vae.Dispose();
        foreach (Tensor gradient in gradients) gradient.Dispose();
    }
}
