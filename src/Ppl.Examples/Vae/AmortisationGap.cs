using Ppl.Distributions;
using Ppl.Infer;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>
/// What it costs that one encoder guesses for all images (Cremer, Li and Duvenaud 2018): the bound of some images by the encoder, and by a mean and a scale of its own
/// for each of them, which start from the encoder's and climb while the decoder is held fixed.
/// </summary>
/// <param name="Images">How many there are.</param>
/// <param name="Amortised">The bound by the encoder, in nats an image.</param>
/// <param name="Local">The bound by the means and scales of their own.</param>
internal sealed record AmortisationGap(int Images, double Amortised, double Local)
{
    private const int MostImages = 64, QuickImages = 16, Steps = 300, QuickSteps = 30, Draws = 2, DrawsOfBound = 50;
    private const double LearningRate = 0.02;

    /// <summary>Of the first images of a table. The parameters of the model stay as they are, and learn no more.</summary>
    public static AmortisationGap Of(Vae vae, PixelTable test, ExampleRun run)
    {
        using TensorScope scope = TensorScope.Begin();
        using Rng rng = vae.Fork(Vae.Streams.Gap);
        int count = (int)Math.Min(test.Count, run.Quick ? QuickImages : MostImages);
        Tensor images = test.Read(torch.arange(count, device: rng.Device), rng);
        double amortised = Bound(vae.Engine(new TraceMeanFieldElbo(DrawsOfBound, vectorize: true)), images);

        (Tensor mean, Tensor scale) = vae.Encoder.call(images);
        Program<Tensor> guide = x =>
        {
            Tensor own = Param("own mean", () => mean.detach().clone()), spread = Param("own scale", () => scale.detach().clone(), Constraints.Positive);
            using Plate plate = Plate("images", x.shape[0]);
            Sample("z", new Normal(own, spread).ToEvent(1));
        };
        foreach (StoredParam learnt in vae.Parameters) learnt.Unconstrained.requires_grad_(false);
        using (Svi<Tensor> svi = vae.Engine(new TraceMeanFieldElbo(Draws, vectorize: true), guide, new Adam(LearningRate)))
            svi.Fit(images, new FitOptions { Epochs = run.Quick ? QuickSteps : Steps, Shuffle = false, Schedules = [Schedules.Cosine(minimum: 1e-2)], Cancel = run.Cancel });
        return new(count, amortised, Bound(vae.Engine(new TraceMeanFieldElbo(DrawsOfBound, vectorize: true), guide), images));
    }

    /// <summary>Both bounds are by the same draws of noise: engines of one stream.</summary>
    private static double Bound(Svi<Tensor> engine, Tensor images)
    {
        using Svi<Tensor> svi = engine;
        return -svi.EvaluateLoss(images) / images.shape[0];
    }
}
