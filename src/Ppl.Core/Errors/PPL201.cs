namespace Ppl;

internal static partial class Error
{
    /// <summary>A non-finite log density: the first site that has one.</summary>
    public static PplException NonFiniteLogProb(string program, ScoredSite site)
    {
        ErrorText text = new("PPL201", $"{site.Description}: the log density in the {program} is not finite");
        DescribeSite(text, site);
        text.Row("values", Range(site.Value!)).Row("log-prob", Range(site.LogProb));
        bool isBadValue = site is SampleSite && !site.Value!.isfinite().all().item<bool>();
        return text.Hint(isBadValue
                ? "the value itself is not finite: look at what it was drawn from or given as; a smaller learning rate often helps."
                : "the value has density 0 or the arguments are extreme: check the support, and that scales stay away from 0.")
            .ToException();
    }

    /// <summary>A divergence in closed form that is not finite, of a latent's distribution in the guide from that in the model.</summary>
    public static PplException NonFiniteDivergence(SampleSite guide, SampleSite model) =>
        new ErrorText("PPL201", $"{guide.Description}: the divergence of the guide's distribution from the model's is not finite")
            .Row("guide", guide.Distribution.ToString())
            .Row("model", model.Distribution.ToString())
            .Hint("the guide gives probability to values that the model rules out, or has no mean where one is needed: keep it within the model's support, or take TraceElbo.")
            .ToException();

    /// <summary>A loss that is not finite though each site's log density is: sums that overflow or cancel.</summary>
    public static PplException NonFiniteLoss(double loss) =>
        new ErrorText("PPL201", $"the bound is {loss}, though every site's log density is finite")
            .Hint("the sum overflows: run in float64, or scale the data.")
            .ToException();

    /// <summary>A posterior over discrete sites that has no mass.</summary>
    public static PplException NothingPossible(IReadOnlyList<string> sites) =>
        new ErrorText("PPL201", "the log density is -∞ whatever the enumerated sites are")
            .Row("enumerated", string.Join(", ", sites.Take(12)) + (sites.Count > 12 ? ", …" : ""))
            .Hint("no value explains the data: look for an observation outside the support, or probabilities that are 0.")
            .ToException();

    /// <summary>A bound of -∞ by a value that is listed: nothing else is possible, or the guide gives it a probability.</summary>
    public static PplException ImpossibleValue(ScoredSite site, IEnumerable<string> enumerated) =>
        new ErrorText("PPL201", $"{site.Description}: excludes values that the bound counts, which is -∞")
            .Row("enumerated", string.Join(", ", enumerated.Take(12)))
            .Row("log-prob", Range(site.LogProb))
            .Hint("let the guide give no probability to what the model excludes; where the model sums out, some value must explain the data.")
            .ToException();

    /// <summary>How many elements are finite, and the least and greatest of these.</summary>
    private static string Range(Tensor tensor)
    {
        double[] values = TensorText.ToDoubles(tensor);
        double[] finite = [.. values.Where(double.IsFinite)];
        string count = $"{finite.Length} of {values.Length} finite";
        return finite.Length == 0 ? count : FormattableString.Invariant($"{count}, from {finite.Min():G6} to {finite.Max():G6}");
    }
}
