using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>
/// A variational autoencoder, 784-256-64-2 and back, on 256 images: an SVI step beside the same tensor operations in plain
/// C#, with the same optimizer.
/// </summary>
internal sealed class VaeStep : StepComparison
{
    private const int Pixels = 784, Wide = 256, Narrow = 64, Latent = 2, Batch = 256;
    private const double LearningRate = 1e-3, HalfLogTwoPi = 0.91893853320467274;

    private readonly Tensor images;

    private readonly Network network = new();
    private readonly Svi<Tensor> svi;

    private readonly Network networkByHand = new();
    private readonly torch.Generator generator = new(seed: 1);
    private readonly StoredParam[] parameters;
    private readonly Adam adam = new(LearningRate);

    public VaeStep() : base(warmUp: 20, repetitions: 20)
    {
        using var rng = new Rng(seed: 0);
        images = new Bernoulli(0.3).Sample(rng, [Batch, Pixels]);
        svi = new Svi<Tensor>(Model, Guide, new Adam(LearningRate), new TraceElbo(), new Rng(seed: 1));
        parameters = [.. networkByHand.Weights().Select((weight, i) => StoredParam.FromModule($"{i}", weight))];
    }

    public override string Name => "SVI step, VAE on 256 images, to the same by hand";

    public override double Target => 1.15;

    public override void Dispose()
    {
        svi.Dispose();
        network.Dispose();
        networkByHand.Dispose();
        adam.Dispose();
        generator.Dispose();
        images.Dispose();
    }

    protected override double StepOfEngine() => svi.Step(images);

    protected override double StepByHand()
    {
        using TensorScope step = TensorScope.Begin();
        Tensor features = networkByHand.Features.call(images);
        Tensor mean = networkByHand.Mean.call(features), scale = torch.nn.functional.softplus(networkByHand.Scale.call(features));
        Tensor z = mean + scale * torch.randn([Batch, Latent], generator: generator);
        Tensor logits = networkByHand.Decoder.call(z);
        Tensor logQ = (-0.5 * ((z - mean) / scale).square() - (scale.log() + HalfLogTwoPi)).sum(-1).sum();
        Tensor logPrior = (-0.5 * z.square() - HalfLogTwoPi).sum(-1).sum();
        Tensor logLikelihood = (images * logits - torch.nn.functional.softplus(logits)).sum(-1).sum();
        Tensor loss = logQ - (logPrior + logLikelihood);
        double number = (double)loss;
        loss.backward();
        adam.Step(parameters);
        return number;
    }

    private void Model(Tensor x)
    {
        Module("decoder", network.Decoder);
        using Plate batch = Plate("images", x.shape[0]);
        Tensor z = Sample("z", new Normal(0, 1).Expand([Latent]).ToEvent(1));
        Sample("x", Bernoulli.FromLogits(network.Decoder.call(z)).ToEvent(1), obs: x);
    }

    private void Guide(Tensor x)
    {
        Module("features", network.Features);
        Module("mean", network.Mean);
        Module("scale", network.Scale);
        using Plate batch = Plate("images", x.shape[0]);
        Tensor features = network.Features.call(x);
        Sample("z", new Normal(network.Mean.call(features), torch.nn.functional.softplus(network.Scale.call(features))).ToEvent(1));
    }

    private sealed class Network : IDisposable
    {
        public torch.nn.Module<Tensor, Tensor> Features { get; } = torch.nn.Sequential(
            torch.nn.Linear(Pixels, Wide), torch.nn.ReLU(), torch.nn.Linear(Wide, Narrow), torch.nn.ReLU());

        public torch.nn.Module<Tensor, Tensor> Mean { get; } = torch.nn.Linear(Narrow, Latent);

        public torch.nn.Module<Tensor, Tensor> Scale { get; } = torch.nn.Linear(Narrow, Latent);

        public torch.nn.Module<Tensor, Tensor> Decoder { get; } = torch.nn.Sequential(
            torch.nn.Linear(Latent, Narrow), torch.nn.ReLU(), torch.nn.Linear(Narrow, Wide), torch.nn.ReLU(), torch.nn.Linear(Wide, Pixels));

        public IEnumerable<TorchSharp.Modules.Parameter> Weights() =>
            new[] { Features, Mean, Scale, Decoder }.SelectMany(module => module.parameters());

        public void Dispose()
        {
            foreach (torch.nn.Module<Tensor, Tensor> module in new[] { Features, Mean, Scale, Decoder }) module.Dispose();
        }
    }
}
