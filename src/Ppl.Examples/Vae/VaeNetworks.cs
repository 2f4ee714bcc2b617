using static TorchSharp.torch.nn;

namespace Ppl.Examples;

/// <summary>From an image to the mean and the scale of its latent point.</summary>
internal sealed class Encoder : Module<Tensor, (Tensor Mean, Tensor Scale)>
{
    private readonly Module<Tensor, Tensor> body;
    private readonly Module<Tensor, Tensor> mean;
    private readonly Module<Tensor, Tensor> scale;

    public Encoder(int pixels, IReadOnlyList<int> hidden, int latent, torch.Device device) : base(nameof(Encoder))
    {
        body = Layers.Hidden([pixels, .. hidden], device);
        mean = Linear(hidden[^1], latent, device: device);
        scale = Linear(hidden[^1], latent, device: device);
        RegisterComponents();
    }

    /// <summary>Images [n, pixels] to means and scales [n, latent].</summary>
    public override (Tensor Mean, Tensor Scale) forward(Tensor images)
    {
        Tensor features = body.call(images);
        return (mean.call(features), functional.softplus(scale.call(features)));
    }
}

/// <summary>Fully connected layers.</summary>
internal static class Layers
{
    /// <summary>Linear maps between these widths, each followed by ReLU.</summary>
    public static Module<Tensor, Tensor> Hidden(IReadOnlyList<int> widths, torch.Device device) =>
        Sequential(widths.Zip(widths.Skip(1)).SelectMany(pair => new Module<Tensor, Tensor>[] { Linear(pair.First, pair.Second, device: device), ReLU() }));

    /// <summary>From a latent point [n, latent] to the logits of its pixels [n, pixels].</summary>
    public static Module<Tensor, Tensor> Decoder(DecoderKind kind, int latent, IReadOnlyList<int> hidden, int pixels, torch.Device device) => kind switch
    {
        DecoderKind.Linear => Linear(latent, pixels, device: device),
        _ => Sequential(("hidden", Hidden([latent, .. hidden.Reverse()], device)), ("pixels", Linear(hidden[0], pixels, device: device))),
    };
}
