namespace Ppl.Infer;

/// <summary>
/// The baselines of a guide's draw in an expectation over what the guide enumerates: what they guess the draw to cost, and what the one that is a running
/// average learns from the expected cost.
/// </summary>
internal sealed class DrawBaselines
{
    private readonly ScoredSite site;
    private readonly AxisTable axes;
    private readonly Baselines baselines;
    private readonly double? decay;
    private readonly PlateSet plates;
    private readonly NamedTensor? value;
    private readonly List<(NamedTensor Table, PlateSet Plates)> costs = [];

    private DrawBaselines(ScoredSite site, AxisTable axes, Baselines baselines)
    {
        (this.site, this.axes, this.baselines, plates) = (site, axes, baselines, axes.SetOf(site));
        (Tensor? others, Tensor? learnt, decay) = Baselines.GuessOf(site);
        if (others is not null) value = axes.TableOf(others, site);
        if (learnt is not null) ErrorGradient = axes.TableOf(ErrorGradientOf(learnt), site);
        Guess = decay is not null && baselines.AverageOf(site) is { } average ? Sum(value, axes.TableOf(average, site)) : value;
    }

    /// <summary>What the draw is guessed to cost; null in the first step of a running average alone.</summary>
    public NamedTensor? Guess { get; }

    /// <summary>-2 (b - its value) for what is learnt, b: times the bound's terms plus <see cref="Guess"/> it is 0, and its gradient is that of the error's square, negated.</summary>
    public NamedTensor? ErrorGradient { get; }

    /// <summary>The baselines of a site; null if it has none.</summary>
    public static DrawBaselines? Of(ScoredSite site, AxisTable axes, Baselines baselines) =>
        Baselines.Of(site).Count == 0 ? null : new DrawBaselines(site, axes, baselines);

    /// <summary>Charges the draw with a term of the bound that it may have entered, for the running average to learn from.</summary>
    /// <param name="term">Its values.</param>
    /// <param name="around">The plates around it.</param>
    public void Charge(NamedTensor term, PlateSet around)
    {
        if (decay is null) return;
        PlateSet kept = (plates | AxisTable.PlatesOf(term)) & around;
        costs.Add((axes.Product(term, around - kept), kept));
    }

    /// <summary>Takes the expectation of the cost over the values of a site.</summary>
    public void SumOut(GuideAxis site, NamedTensor weights)
    {
        (NamedTensor Table, PlateSet Plates)[] dependent = [.. costs.Where(cost => cost.Table.Has(site))];
        costs.RemoveAll(cost => cost.Table.Has(site));
        foreach ((NamedTensor table, PlateSet around) in dependent) Charge(GuideExpectation.Mean(table, weights, site), around);
    }

    /// <summary>What brings the running average up to this step, once nothing that the guide enumerates is left; null where there is none.</summary>
    public Action? Learn()
    {
        if (decay is null) return null;
        NamedTensor? left = value is null ? null : new NamedTensor(-value.Tensor, value.Axes);
        foreach ((NamedTensor table, PlateSet around) in costs) left = Sum(left, new NamedTensor(table.Tensor * -axes.ScaleOf(around), table.Axes));
        Tensor cost = left?.AlignedTo(axes.PlateDimsOf(site)) ?? torch.zeros([], site.LogProb.dtype, site.LogProb.device);
        return baselines.Learning(site, RunningAverage.Lasting(cost, site, axes.Kept?.Name), decay.Value);
    }

    private static NamedTensor Sum(NamedTensor? left, NamedTensor right) => left is null ? right : left + right;

    private Tensor ErrorGradientOf(Tensor learnt)
    {
        Tensor gradient = (learnt - learnt.detach()) * -2;
        return site.Mask is { } mask ? torch.where(mask, gradient, torch.zeros_like(gradient)) : gradient;
    }
}
