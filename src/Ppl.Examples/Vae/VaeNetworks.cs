using static TorchSharp.torch.nn;
using Network = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Ppl.Examples;

/// <summary>From images [n, pixels] to the means and the scales of their latent points, [n, latent] each.</summary>
internal sealed class Encoder : Module<Tensor, (Tensor Mean, Tensor Scale)>
{
    private readonly Network body;
    private readonly Network mean;
    private readonly Network scale;

    public Encoder(Network body, int features, int latent, torch.Device device) : base(nameof(Encoder))
    {
        this.body = body;
        mean = Linear(features, latent, device: device);
        scale = Linear(features, latent, device: device);
        RegisterComponents();
    }

    public override (Tensor Mean, Tensor Scale) forward(Tensor images)
    {
        Tensor features = body.call(images);
        return (mean.call(features), functional.softplus(scale.call(features)));
    }
}

/// <summary>Makes images of latent points by convolutions, which want a single dim of images: [..., latent] to [..., pixels].</summary>
internal sealed class ConvolutionalDecoder : Module<Tensor, Tensor>
{
    private readonly Network body;

    public ConvolutionalDecoder(Network body) : base(nameof(ConvolutionalDecoder))
    {
        this.body = body;
        RegisterComponents();
    }

    public override Tensor forward(Tensor z) => body.call(z.reshape(-1, z.shape[^1])).reshape([.. z.shape[..^1], -1]);
}

/// <summary>The networks that <see cref="VaeOptions"/> ask for, for images of a shape.</summary>
internal sealed class VaeNetworks(VaeOptions options, ImageShape image, torch.Device device)
{
    /// <summary>Halves or doubles an image's sides: (n + 2 - 4) / 2 + 1 = n / 2.</summary>
    private const int Kernel = 4, Stride = 2, Padding = 1;

    private readonly int[] channels = [image.Channels, .. options.Channels];

    /// <summary>From image to latent point: fully connected layers, after convolutions where it has some.</summary>
    public Encoder Encoder() => new(
        options.Encoder == EncoderKind.Conv ? Sequential(("convolutions", Convolutions()), ("hidden", Hidden([Features, .. options.Hidden]))) : Hidden([image.Size, .. options.Hidden]),
        options.Hidden[^1], options.Latent, device);

    /// <summary>
    /// From latent points [..., latent] to what is told of their pixels, [..., pixels]: the encoder's layers in reverse, or one linear map.
    /// </summary>
    public Network Decoder()
    {
        int[] widths = [options.Latent, .. options.Hidden.Reverse()];
        return options.Decoder switch
        {
            DecoderKind.Linear => Linear(options.Latent, image.Size, device: device),
            DecoderKind.Mlp => Sequential(("hidden", Hidden(widths)), ("pixels", Linear(widths[^1], image.Size, device: device))),
            _ => new ConvolutionalDecoder(Sequential(("hidden", Hidden([.. widths, Features])), ("convolutions", Deconvolutions()))),
        };
    }

    /// <summary>The side of the smallest feature maps.</summary>
    private int SmallestSide => image.Side >> options.Channels.Count;

    private int Features => channels[^1] * SmallestSide * SmallestSide;

    private Network Hidden(IReadOnlyList<int> widths) => Layers.Hidden(widths, options.Activation, device);

    /// <summary>Images of pixels in a row to smaller and smaller feature maps, in a row again.</summary>
    private Network Convolutions() => Sequential(
    [
        Unflatten(1, [image.Channels, image.Side, image.Side]),
        .. channels.Zip(channels.Skip(1)).SelectMany(pair => new[] { Conv2d(pair.First, pair.Second, Kernel, Stride, Padding, device: device), Activate() }),
        Flatten(),
    ]);

    /// <summary>The way back; the last step has no activation.</summary>
    private Network Deconvolutions() => Sequential(
    [
        Unflatten(1, [channels[^1], SmallestSide, SmallestSide]),
        .. channels.Skip(1).Reverse().Zip(channels.SkipLast(1).Reverse())
            .SelectMany(pair => new[] { ConvTranspose2d(pair.First, pair.Second, Kernel, Stride, Padding, device: device), Activate() }).SkipLast(1),
        Flatten(),
    ]);

    private Network Activate() => Layers.Of(options.Activation);
}

/// <summary>What networks are made of.</summary>
internal static class Layers
{
    /// <summary>Linear maps between these widths, each followed by the activation.</summary>
    public static Network Hidden(IReadOnlyList<int> widths, Activation activation, torch.Device device) =>
        Sequential(widths.Zip(widths.Skip(1)).SelectMany(pair => new[] { Linear(pair.First, pair.Second, device: device), Of(activation) }));

    public static Network Of(Activation activation) => activation switch
    {
        Activation.Relu => ReLU(),
        Activation.Softplus => Softplus(),
        _ => Tanh(),
    };
}
