using System.Globalization;
using Ppl.Bench;

// One thread: processor time of this thread is then all there is to count.
torch.set_num_threads(1);
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

List<Func<Comparison>> comparisons = [() => new GaussianStep(), () => new VaeStep()];
if (TensorOperation.IsPossible) comparisons.Add(() => new TensorOperation());

Console.WriteLine($"{"ratio",6} {"quartiles",13} {"target",7} {"Ppl",12} {"by hand",12}");
foreach (Func<Comparison> make in comparisons)
{
    using Comparison comparison = make();
    PairedRatio ratio = comparison.Measure();
    string quartiles = $"{ratio.Low:F2} - {ratio.High:F2}";
    Console.WriteLine($"{ratio.Median,6:F2} {quartiles,13} {comparison.Target,7:F2} {1e6 * ratio.SecondsA,9:F2} µs {1e6 * ratio.SecondsB,9:F2} µs  {comparison.Name}");
}
