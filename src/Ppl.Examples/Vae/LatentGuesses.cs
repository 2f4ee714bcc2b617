namespace Ppl.Examples;

/// <summary>Mean and scale of q(z | x) for each of many images, [images, latent]. Lives as long as a run.</summary>
internal sealed record LatentGuesses(Tensor Mean, Tensor Scale) : IDisposable
{
    private const int AtOnce = 500;

    /// <summary>Asks the encoder.</summary>
    public static LatentGuesses Of(Encoder encoder, PixelTable images, Rng rng)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        List<Tensor> means = [], scales = [];
        for (long first = 0; first < images.Count; first += AtOnce)
        {
            using TensorScope chunk = TensorScope.Begin();
            (Tensor mean, Tensor scale) = encoder.call(images.Read(torch.arange(first, Math.Min(first + AtOnce, images.Count), device: rng.Device), rng));
            means.Add(chunk.Keep(mean));
            scales.Add(chunk.Keep(scale));
        }
        LatentGuesses all = new(scope.Keep(torch.cat(means, 0)), scope.Keep(torch.cat(scales, 0)));
        foreach (Tensor part in means.Concat(scales)) part.Dispose();
        return all;
    }

    /// <summary>Cov_x(E_q[z_u | x]) of each unit u: 0 for one that says nothing of its image (Burda, Grosse and Salakhutdinov 2016, section 5.2).</summary>
    public double[] Activities
    {
        get
        {
            using TensorScope scope = TensorScope.Begin();
            return Mean.to(torch.float64).var(dim: 0).Elements<double>();
        }
    }

    /// <summary>The units whose activity is above 0.01.</summary>
    public int ActiveUnits => Activities.Count(activity => activity > Threshold);

    /// <summary>Where a unit begins to be active.</summary>
    public const double Threshold = 0.01;

    public void Dispose()
    {
        Mean.Dispose();
        Scale.Dispose();
    }
}
