using TorchSharp.Modules;

namespace Ppl.Core.Tests;

/// <summary>A layer with buffers: it subtracts a running mean, and counts; what it caches is not kept.</summary>
internal sealed class Normalised : torch.nn.Module<Tensor, Tensor>
{
    private readonly Linear layer = torch.nn.Linear(2, 2);

    public Normalised(int size) : base(nameof(Normalised))
    {
        RegisterComponents();
        (Mean, Count, Cache) = (Lasting(torch.zeros([size])), Lasting(torch.tensor(0L)), Lasting(torch.zeros([size])));
        register_buffer("mean", Mean);
        register_buffer("count", Count);
        register_buffer("cache", Cache, persistent: false);
    }

    public Tensor Mean { get; }

    public Tensor Count { get; }

    public Tensor Cache { get; }

    public static Sequential Network() => torch.nn.Sequential(torch.nn.Linear(2, 2), new Normalised(2));

    public override Tensor forward(Tensor input) => layer.call(input) - Mean;

    /// <summary>Moves the buffers.</summary>
    public void Train()
    {
        using IDisposable noGradients = torch.no_grad();
        Mean.add_(0.25);
        Count.add_(1);
        Cache.add_(1);
    }

    private static Tensor Lasting(Tensor tensor) => tensor.DetachFromDisposeScope();
}
