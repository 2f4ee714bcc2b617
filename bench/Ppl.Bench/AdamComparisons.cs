using Ppl.Infer;

namespace Ppl.Bench;

/// <summary>Adam's step beside one pass through the memory that it changes.</summary>
internal sealed class AdamToMemory() : StepComparison(warmUp: 200, repetitions: 100)
{
    private readonly OptimizerStep step = new(new Adam());
    private readonly AdamMemory memory = new();

    public override string Name => "Adam on 435,988 weights, to reading and writing their memory once";

    public override double? Target => 2.5;

    public override void A() => step.Run();

    public override void B() => memory.ReadAndWriteOnce();

    public override void Dispose()
    {
        step.Dispose();
        memory.Dispose();
    }
}

/// <summary>Adam's step beside that of the TorchSharp provider.</summary>
internal sealed class AdamToTorch() : StepComparison(warmUp: 200, repetitions: 50)
{
    private readonly OptimizerStep step = new(new Adam());
    private readonly OptimizerStep stepOfTorch = new(TorchAdam());

    public override string Name => "Adam on 435,988 weights, to torch.optim.Adam";

    public override double? Target => 0.5;

    public static Optimizer TorchAdam() => new TorchOptimizer(parameters => torch.optim.Adam(parameters, Vae.LearningRate));

    public override void A() => step.Run();

    public override void B() => stepOfTorch.Run();

    public override void Dispose()
    {
        step.Dispose();
        stepOfTorch.Dispose();
    }
}

/// <summary>A whole SVI step with Adam beside one with that of the TorchSharp provider.</summary>
internal sealed class VaeAdamToTorch : StepComparison
{
    private readonly Tensor images = Vae.Images();
    private readonly Vae vae = new();
    private readonly Vae vaeOfTorch = new();
    private readonly Svi<Tensor> svi;
    private readonly Svi<Tensor> sviOfTorch;

    public VaeAdamToTorch() : base(warmUp: 20, repetitions: 20)
    {
        svi = vae.Engine(new Adam(Vae.LearningRate));
        sviOfTorch = vaeOfTorch.Engine(AdamToTorch.TorchAdam());
    }

    public override string Name => "SVI step, VAE on 256 images with Adam, to the same with torch.optim.Adam";

    public override double? Target => 1;

    public override void A() => svi.Step(images);

    public override void B() => sviOfTorch.Step(images);

    public override void Dispose()
    {
        svi.Dispose();
        sviOfTorch.Dispose();
        vae.Dispose();
        vaeOfTorch.Dispose();
        images.Dispose();
    }
}
