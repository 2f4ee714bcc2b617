using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>What is measured of a <see cref="Vae"/> once it has learnt: log likelihood, guesses and units, what amortisation costs, colours.</summary>
/// <param name="TestNll">-log p(x) of a test image in nats, by importance sampling; null where nobody asked.</param>
/// <param name="Guesses">Of the test images.</param>
/// <param name="Gap">Of the first test images.</param>
/// <param name="TestPixels">Means and deviations of the test images' pixels, by colour.</param>
/// <param name="SampledPixels">The same of images drawn from the model.</param>
internal sealed record VaeScores(
    double? TestNll, LatentGuesses Guesses, AmortisationGap Gap, IReadOnlyList<Moments> TestPixels, IReadOnlyList<Moments> SampledPixels) : IDisposable
{
    private const int Rows = 2000, Sampled = 1000;

    public static VaeScores Of(Vae vae, VaeOptions options, ImageShape image, PixelTable test, ExampleRun run)
    {
        double? nll = options.NllSamples > 0 ? NegativeLogLikelihood(vae, test, options.NllSamples, run) : null;
        using Rng rng = vae.Fork(Vae.Streams.Scores);
        IReadOnlyList<Moments> seen = Colours(image, () => test.Read(torch.arange(Math.Min(test.Count, Sampled), device: rng.Device), rng));
        IReadOnlyList<Moments> drawn = Colours(image, () => vae.Draw(Sampled, rng));
        return new(nll, LatentGuesses.Of(vae.Encoder, test, rng), AmortisationGap.Of(vae, test, run), seen, drawn);
    }

    /// <summary>Mean and deviation over all pixels of all images, colour by colour.</summary>
    private static IReadOnlyList<Moments> Colours(ImageShape image, Func<Tensor> images)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        Tensor pixels = images().reshape(-1, image.Channels, image.Area).to(torch.float64);
        double[] means = pixels.mean([0L, 2]).Elements<double>(), deviations = pixels.std([0L, 2]).Elements<double>();
        return [.. means.Zip(deviations, (mean, deviation) => new Moments(mean, deviation))];
    }

    /// <summary>
    /// -log (1/K) Σ p(x, z_k) / q(z_k | x), z_k ~ q, a mean over all images: from above, and nearer with more draws (Burda, Grosse and Salakhutdinov 2016, eq. 8). So
    /// many images at once that their draws are about 2,000: memory stays flat.
    /// </summary>
    /// <param name="vae">The model and its guide.</param>
    /// <param name="images">All of which are looked at.</param>
    /// <param name="samples">K.</param>
    /// <param name="run">Whose progress is shown, and which may be cancelled.</param>
    public static double NegativeLogLikelihood(Vae vae, PixelTable images, int samples, ExampleRun run)
    {
        using Svi<Tensor> svi = vae.Engine(new ImportanceWeightedElbo(samples));
        using Rng rng = vae.Fork(Vae.Streams.Likelihood);
        double sum = 0;
        run.Follow("images", images.Count, track =>
        {
            long chunk = Math.Max(Rows / samples, 1);
            for (long first = 0; first < images.Count; first += chunk)
            {
                run.Cancel.ThrowIfCancellationRequested();
                using TensorScope scope = TensorScope.Begin();
                long count = Math.Min(chunk, images.Count - first);
                sum += svi.EvaluateLoss(images.Read(torch.arange(first, first + count, device: rng.Device), rng));
                track.Advance(count, FormattableString.Invariant($"{samples} draws for a test image, log likelihood {-sum / (first + count):F1} nats"));
            }
        });
        return sum / images.Count;
    }

    public void Dispose() => Guesses.Dispose();
}
