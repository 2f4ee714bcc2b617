using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>The VAE on 256 images: an SVI step beside the same tensor operations in plain C#, with the same optimizer.</summary>
internal class VaeStep : StepComparison
{
    protected const double HalfLogTwoPi = 0.91893853320467274;

    private readonly Tensor images = Vae.Images();

    private readonly Vae vae = new();
    private readonly Svi<Tensor> svi;

    private readonly Vae vaeByHand = new();
    private readonly torch.Generator generator = new(seed: 1);
    private readonly StoredParam[] parameters;
    private readonly Adam adam = new(Vae.LearningRate);

    public VaeStep() : this(new TraceElbo())
    {
    }

    protected VaeStep(Elbo elbo) : base(warmUp: 20, repetitions: 20)
    {
        svi = vae.Engine(new Adam(Vae.LearningRate), elbo);
        parameters = [.. vaeByHand.Weights().Select((weight, i) => StoredParam.FromModule($"{i}", weight))];
    }

    public override string Name => "SVI step, VAE on 256 images, to the same by hand";

    public override double? Target => 1.15;

    public override void A() => svi.Step(images);

    public override void B()
    {
        using TensorScope step = TensorScope.Begin();
        Tensor features = vaeByHand.Features.call(images);
        Tensor mean = vaeByHand.Mean.call(features), scale = torch.nn.functional.softplus(vaeByHand.Scale.call(features));
        Tensor z = mean + scale * torch.randn([Vae.Batch, Vae.Latent], generator: generator);
        Tensor logits = vaeByHand.Decoder.call(z);
        Tensor logLikelihood = (images * logits - torch.nn.functional.softplus(logits)).sum(-1).sum();
        Tensor loss = Divergence(mean, scale, z) - logLikelihood;
        _ = (double)loss;
        loss.backward();
        adam.Step(parameters);
    }

    public override void Dispose()
    {
        svi.Dispose();
        vae.Dispose();
        vaeByHand.Dispose();
        adam.Dispose();
        generator.Dispose();
        images.Dispose();
    }

    /// <summary>log q - log p of z.</summary>
    protected virtual Tensor Divergence(Tensor mean, Tensor scale, Tensor z)
    {
        Tensor logQ = (-0.5 * ((z - mean) / scale).square() - (scale.log() + HalfLogTwoPi)).sum(-1).sum();
        return logQ - (-0.5 * z.square() - HalfLogTwoPi).sum(-1).sum();
    }
}

/// <summary>The same with the divergence in closed form.</summary>
internal sealed class VaeMeanFieldStep() : VaeStep(new TraceMeanFieldElbo())
{
    public override string Name => "SVI step, VAE on 256 images, TraceMeanFieldElbo, to the same by hand";

    /// <summary>(s² + m² - 1) / 2 - log s.</summary>
    protected override Tensor Divergence(Tensor mean, Tensor scale, Tensor z) =>
        (0.5 * (scale.square() + mean.square() - 1) - scale.log()).sum(-1).sum();
}
