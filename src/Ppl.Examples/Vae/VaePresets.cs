namespace Ppl.Examples;

/// <summary>Settings that go together, by name.</summary>
internal static class VaePresets
{
    /// <summary>A plane of z: for pictures of it.</summary>
    public static VaeOptions Slides { get; } = new() { Preset = "slides", Epochs = 20, Batch = 256, Latent = 2, Hidden = [256, 64] };

    /// <summary>The first of them is the default.</summary>
    public static IReadOnlyList<VaeOptions> All { get; } =
    [
        Slides,
        new()
        {
            Preset = "mlp500",
            Epochs = 10,
            Batch = 100,
            Latent = 20,
            Hidden = [500, 500],
            Activation = Activation.Softplus,
            Binarization = Binarization.None,
            ChosenLikelihood = Likelihood.Bernoulli,
        },
        new()
        {
            Preset = "conv",
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
            Data = VaeOptions.Shapes,
            Epochs = 20,
            Batch = 100,
            Latent = 80,
            Encoder = EncoderKind.Conv,
            Decoder = DecoderKind.Conv,
            Channels = [32, 64],
            Hidden = [256],
            Binarization = Binarization.None,
            ChosenLikelihood = Likelihood.Normal,
        },
        new()
        {
            Preset = "iwae",
            Epochs = 10,
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
