using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>A variational autoencoder, 784-256-64-2 and back: its networks, its programs and an engine for it.</summary>
internal sealed class Vae : IDisposable
{
    public const int Pixels = 784, Wide = 256, Narrow = 64, Latent = 2, Batch = 256;
    public const double LearningRate = 1e-3;

    public torch.nn.Module<Tensor, Tensor> Features { get; } = torch.nn.Sequential(
        torch.nn.Linear(Pixels, Wide), torch.nn.ReLU(), torch.nn.Linear(Wide, Narrow), torch.nn.ReLU());

    public torch.nn.Module<Tensor, Tensor> Mean { get; } = torch.nn.Linear(Narrow, Latent);

    public torch.nn.Module<Tensor, Tensor> Scale { get; } = torch.nn.Linear(Narrow, Latent);

    public torch.nn.Module<Tensor, Tensor> Decoder { get; } = torch.nn.Sequential(
        torch.nn.Linear(Latent, Narrow), torch.nn.ReLU(), torch.nn.Linear(Narrow, Wide), torch.nn.ReLU(), torch.nn.Linear(Wide, Pixels));

    public IEnumerable<TorchSharp.Modules.Parameter> Weights() =>
        new[] { Features, Mean, Scale, Decoder }.SelectMany(module => module.parameters());

    /// <summary>A batch to train on; the caller's.</summary>
    public static Tensor Images()
    {
        using var rng = new Rng(seed: 0);
        return new Bernoulli(0.3).Sample(rng, [Batch, Pixels]);
    }

    public Svi<Tensor> Engine(Optimizer optimizer, Elbo? elbo = null) => new(Model, Guide, optimizer, elbo ?? new TraceElbo(), new Rng(seed: 1));

    public void Dispose()
    {
        foreach (torch.nn.Module<Tensor, Tensor> module in new[] { Features, Mean, Scale, Decoder }) module.Dispose();
    }

    private void Model(Tensor x)
    {
        Module("decoder", Decoder);
        using Plate batch = Plate("images", x.shape[0]);
        Tensor z = Sample("z", new Normal(0, 1).Expand([Latent]).ToEvent(1));
        Sample("x", Bernoulli.FromLogits(Decoder.call(z)).ToEvent(1), obs: x);
    }

    private void Guide(Tensor x)
    {
        Module("features", Features);
        Module("mean", Mean);
        Module("scale", Scale);
        using Plate batch = Plate("images", x.shape[0]);
        Tensor features = Features.call(x);
        Sample("z", new Normal(Mean.call(features), torch.nn.functional.softplus(Scale.call(features))).ToEvent(1));
    }
}
