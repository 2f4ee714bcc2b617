namespace Ppl.Infer;

/// <summary>An average over steps, of one number or of one for each element that is the same in the next step.</summary>
/// <param name="Numbers">As managed numbers of Float64: no tensor outlives a step.</param>
internal sealed record RunningAverage(SavedArray Numbers)
{
    /// <summary>decay · average + (1 - decay) · cost; the cost itself where there is no average.</summary>
    public static RunningAverage Next(RunningAverage? before, Tensor cost, double decay)
    {
        using IDisposable noGradients = torch.no_grad();
        Tensor now = cost.cpu().to(torch.ScalarType.Float64);
        return new RunningAverage(SavedArray.Of(before is null ? now : before.Numbers.ToTensor() * decay + now * (1 - decay)));
    }

    /// <summary>A cost averaged over what the next step will not find again: particles and the rows of subsampled plates.</summary>
    public static Tensor Lasting(Tensor cost, ScoredSite site, string? particles)
    {
        long[] passing = [.. site.Plates.Where(frame => -frame.Dim <= cost.dim() && (frame.Name == particles || frame.SubsampleSize < frame.Size)).Select(frame => (long)frame.Dim)];
        return passing.Length == 0 ? cost : cost.mean(passing, keepdim: true);
    }

    /// <summary>The average, to be subtracted from a cost.</summary>
    public Tensor Like(Tensor cost) => Numbers.ToTensor().to(cost.dtype).to(cost.device);
}
