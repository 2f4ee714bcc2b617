using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>How grey pixels become the numbers that a model sees.</summary>
internal enum Binarization
{
    /// <summary>1 where a pixel is above one half, else 0.</summary>
    Threshold,

    /// <summary>A fresh draw at each reading: 1 with the pixel's grey as its probability.</summary>
    Dynamic,

    /// <summary>The grey itself, in [0, 1].</summary>
    None,
}

/// <summary>Images as rows of one tensor. Lives as long as a run.</summary>
internal sealed class PixelTable : IDataset<Tensor>, IDisposable
{
    private readonly Tensor bytes;
    private readonly Binarization binarization;

    public PixelTable(LabelledImages images, Binarization binarization, torch.Device device)
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor all = torch.tensor(images.Pixels, [images.Count, images.Shape.Size], device: device);
        bytes = scope.Keep(binarization == Binarization.Threshold ? all.gt(127).to(torch.uint8) : all);
        this.binarization = binarization;
        Count = images.Count;
    }

    public long Count { get; }

    /// <summary>The images of these numbers. Float32, shape [numbers, pixels]; lives in the caller's tensor scope.</summary>
    public Tensor Read(Tensor rows, Rng rng)
    {
        Tensor grey = bytes.index_select(0, rows).to(torch.float32);
        return binarization switch
        {
            Binarization.Threshold => grey,
            Binarization.None => grey / 255,
            _ => rng.Rand(Shape.Of(grey), grey).lt(grey / 255).to(torch.float32),
        };
    }

    public void Dispose() => bytes.Dispose();
}
