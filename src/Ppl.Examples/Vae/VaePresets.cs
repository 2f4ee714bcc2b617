namespace Ppl.Examples;

/// <summary>Settings that go together, by name.</summary>
internal static class VaePresets
{
    /// <summary>A plane of z: for pictures of it.</summary>
    public static VaeOptions Slides { get; } = new()
    {
        Preset = "slides",
        Expected = "a test bound of -136 nats an image on digits that the program draws, of -142 on MNIST",
        Epochs = 20,
        Batch = 256,
        Latent = 2,
        Hidden = [256, 64],
    };

    /// <summary>The first of them is the default.</summary>
    public static IReadOnlyList<VaeOptions> All { get; } =
    [
        Slides,
        new()
        {
            Preset = "mlp500",
            Expected = "on MNIST a bound of -109 nats an image, by training and by test images",
            Epochs = 10,
            Batch = 100,
            Latent = 20,
            Hidden = [500, 500],
            Activation = Activation.Softplus,
            Binarization = Binarization.None,
            ChosenLikelihood = Likelihood.Bernoulli,
            Objective = Objective.Elbo,
        },
        new()
        {
            Preset = "conv",
            Expected = "on MNIST a test bound of -80 nats an image",
            Epochs = 10,
            Batch = 100,
            Latent = 20,
            Encoder = EncoderKind.Conv,
            Decoder = DecoderKind.Conv,
            Channels = [16, 32],
            Hidden = [256],
        },
        new()
        {
            Preset = "cifar10",
            Expected = "on CIFAR-10, samples are coloured blobs whose pixels have the mean of real ones by 0.03 and their deviation by a fifth",
            Data = VaeOptions.Shapes,
            Epochs = 20,
            Batch = 50,
            Latent = 80,
            Encoder = EncoderKind.Conv,
            Decoder = DecoderKind.Conv,
            Channels = [32, 64],
            Hidden = [256],
            Activation = Activation.Tanh,
            Binarization = Binarization.None,
            ChosenLikelihood = Likelihood.Normal,
        },
        new()
        {
            Preset = "iwae",
            Expected = "on MNIST a log likelihood of -101.6 nats a test image by 500 draws, where --particles 1 has -108.0",
            Epochs = 8,
            Batch = 100,
            Latent = 50,
            Hidden = [200, 200],
            Activation = Activation.Tanh,
            Binarization = Binarization.Dynamic,
            Objective = Objective.Iwae,
            Particles = 50,
        },
    ];

    /// <summary>The preset of a name that there is.</summary>
    public static VaeOptions Of(string name) => All.First(preset => preset.Preset == name);
}
