using System.Collections;
using System.Globalization;

namespace Ppl.Infer;

/// <summary>Models of the same data by how well they predict, the best first; as text, a table and a verdict.</summary>
public sealed class ModelComparison : IReadOnlyList<ComparedModel>
{
    private const double SmallDifference = 4;

    private const int FewObservations = 100;

    private static readonly string[] Headings = ["", "elpd", "± se", "difference", "± se", "stacking", "pseudo-BMA+"];

    private readonly ComparedModel[] models;

    private ModelComparison(ComparedModel[] models) => this.models = models;

    /// <inheritdoc/>
    public int Count => models.Length;

    /// <inheritdoc/>
    public ComparedModel this[int index] => models[index];

    /// <summary>The model of this name.</summary>
    /// <exception cref="PplException">PPL024 lists the names there are, nearest first.</exception>
    public ComparedModel this[string name] =>
        Array.Find(models, model => model.Name == name) ?? throw Error.UnknownSite("the comparison", name, models.Select(model => model.Name));

    /// <summary>
    /// What the difference between the first two says (Sivula, Magnusson, Matamoros and Vehtari 2025): below 4 it is small whatever its error; above, it counts
    /// against twice its error, which with fewer than 100 observations is itself too small.
    /// </summary>
    public string Verdict
    {
        get
        {
            ComparedModel first = models[0], second = models[1];
            double difference = -second.Difference;
            string text = difference < SmallDifference ? FormattableString.Invariant($"\"{first.Name}\" and \"{second.Name}\" predict alike: {difference:F1} nats apart")
                : difference < 2 * second.DifferenceError ? FormattableString.Invariant($"\"{first.Name}\" may predict better than \"{second.Name}\": {difference:F1} ± {second.DifferenceError:F1} nats apart, which may be chance")
                : FormattableString.Invariant($"\"{first.Name}\" predicts better than \"{second.Name}\": {difference:F1} ± {second.DifferenceError:F1} nats apart");
            int observations = first.Estimate.Pointwise.Length;
            if (difference >= SmallDifference && observations < FewObservations) text += $"; with {observations} observations the error may be larger than that";
            string[] doubtful = [.. models.Where(model => !model.Estimate.Findings.IsEmpty).Select(model => $"\"{model.Name}\"")];
            return doubtful.Length == 0 ? text : $"{text}; see the findings of {string.Join(", ", doubtful)} first";
        }
    }

    /// <summary>Compares models of the same observations.</summary>
    /// <param name="models">A name and an estimate each, all by <see cref="Loo"/> or all by <see cref="Waic"/>, of the same observations in the same order. Two at least.</param>
    /// <param name="seed">Of the bootstrap of pseudo-BMA+.</param>
    /// <exception cref="ArgumentException">There are fewer than two, a name stands twice, or the estimates are not of one kind and one number of observations.</exception>
    public static ModelComparison Of(IReadOnlyList<(string Name, ElpdEstimate Estimate)> models, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count < 2) throw new ArgumentException("Two models at least are compared.", nameof(models));
        if (models.DistinctBy(model => model.Name).Count() < models.Count) throw new ArgumentException("A name stands twice.", nameof(models));
        (_, ElpdEstimate first) = models[0];
        foreach ((string name, ElpdEstimate estimate) in models)
            if (estimate.GetType() != first.GetType() || estimate.Pointwise.Length != first.Pointwise.Length)
                throw new ArgumentException($"\"{name}\" is a {estimate.GetType().Name} of {estimate.Pointwise.Length} observations, \"{models[0].Name}\" a {first.GetType().Name} of {first.Pointwise.Length}.", nameof(models));

        double[][] elpd = [.. models.Select(model => model.Estimate.Pointwise.ToArray())];
        double[] best = elpd.MaxBy(pointwise => pointwise.Sum())!;
        using var rng = new Rng(seed);
        double[] stacking = ModelWeights.Stacking(elpd), pseudoBma = ModelWeights.PseudoBma(elpd, rng);
        ComparedModel Compared(int k)
        {
            double[] differences = [.. elpd[k].Zip(best, (x, top) => x - top)];
            return new(models[k].Name, models[k].Estimate, differences.Sum(), ElpdEstimate.ErrorOfSum(differences), stacking[k], pseudoBma[k]);
        }
        return new([.. Enumerable.Range(0, models.Count).Select(Compared).OrderByDescending(model => model.Estimate.Elpd)]);
    }

    /// <inheritdoc/>
    public IEnumerator<ComparedModel> GetEnumerator() => ((IEnumerable<ComparedModel>)models).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A line for each model, then the verdict.</summary>
    public override string ToString() => TextTable.Of([Headings, .. models.Select(Cells)]) + "\n" + Verdict;

    private static string[] Cells(ComparedModel model) =>
    [
        model.Name,
        .. new[] { model.Estimate.Elpd, model.Estimate.StandardError, model.Difference, model.DifferenceError }.Select(nats => nats.ToString("F1", CultureInfo.InvariantCulture)),
        .. new[] { model.StackingWeight, model.PseudoBmaWeight }.Select(share => share.ToString("F2", CultureInfo.InvariantCulture)),
    ];
}
