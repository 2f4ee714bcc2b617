using MathNet.Numerics.Statistics;

namespace Ppl.Examples;

/// <summary>The models of <see cref="Critique"/> in pictures: what each expects, what it says of the data, how well it foretells others.</summary>
internal sealed class CritiqueFigures(CritiqueResult result)
{
    private const int Bins = 40, MostCounts = 60, Groups = 10, DataSeries = 4;
    private const double Within = 0.95;

    private readonly CritiqueData data = result.Data;

    public IReadOnlyList<Figure> All =>
    [
        new("prior", Prior(), "Before any data: the mean count of data sets from each model's prior. The priors are wide, and the mean of the data is nothing that they rule out."),
        .. TestStatistic.All.Select(statistic => new Figure($"check_{statistic.Key}", Check(statistic), $"{statistic.Name}, of the data and of data sets that the fitted models replicate: "
            + string.Join("; ", result.Models.Select(model => FormattableString.Invariant($"{model.Name} p = {model.Check(statistic.Key).PValue:F3}"))) + ".")),
        new("counts", Counts(), "How many rows have each count, and how many each model expects; roots, so that few rows show, too (a rootogram: Tukey 1977)."),
        new("by_x", ByX(), $"The mean count of rows with a like x. Bands: where it lies in {100 * Within:F0} % of the data sets that a model replicates. The first two models know nothing of x; their lines lie on each other."),
        new("held_out", HeldOut(), "What each improvement is worth: by how much the log density of a held-out row rises, the mean of the paired differences ± two standard errors. The first is on the Poisson model."),
        new("bound", Bound(), "The bound of each fit by step, from 100 nats below the lowest end on."),
    ];

    private Plot Prior()
    {
        double observed = Math.Log10(data.Training.Y.Mean()), least = 0.5 / data.Training.Count;
        Line[] curves = [.. result.Models.Select(model => KernelDensity.Of(model.Name, model.PriorMeans.Select(mean => Math.Log10(Math.Max(mean, least)))))];
        return new Plot("The mean count, before any data", new("log10 of the mean count"), new("density", "per unit of log10"),
            [.. curves, Upright("data", observed, curves.Max(curve => curve.Y.Max()))]);
    }

    /// <summary>Histograms over the same bins.</summary>
    private Plot Check(TestStatistic statistic)
    {
        PredictiveCheck[] checks = [.. result.Models.Select(model => model.Check(statistic.Key))];
        double observed = checks[0].Observed;
        double grain = statistic.GrainOf(data.Training);
        double low = checks.Min(check => Math.Min(observed, check.Replicated.Quantile(0.005))), high = checks.Max(check => Math.Max(observed, check.Replicated.Quantile(0.995)));
        double width = grain > 0 ? grain * Math.Ceiling((high - low) / Bins / grain) : (high - low) / Bins;
        double from = grain > 0 ? grain * (Math.Floor(low / grain) - 0.5) : low;
        double[] edges = [.. Enumerable.Range(0, (int)Math.Ceiling((high - from) / width) + 1).Select(i => from + i * width)];
        Bars[] bars = [.. result.Models.Zip(checks, (model, check) => new Bars(model.Name, edges, Shares(check.Replicated, edges)))];
        return new Plot($"Posterior predictive check: {statistic.Name}", new(statistic.Name) { Counts = grain == 1 }, new("share of the replicated data sets"),
            [.. bars, Upright("data", observed, bars.Max(bar => bar.Heights.Max()))]);
    }

    private static double[] Shares(double[] numbers, double[] edges) =>
        [.. edges.Zip(edges.Skip(1), (from, to) => numbers.Count(number => number >= from && (number < to || to == edges[^1] && number == to)) / (double)numbers.Length)];

    private Plot Counts()
    {
        double top = data.Training.Y.Max(), width = Math.Ceiling((top + 1) / MostCounts);
        double[] edges = [.. Enumerable.Range(0, (int)(top / width) + 2).Select(bin => bin * width - 0.5)], middles = [.. edges.SkipLast(1).Select(edge => edge + width / 2)];
        double[] Roots(IEnumerable<double> numbers, double sets)
        {
            double[] rows = new double[middles.Length];
            foreach (double number in numbers)
                if (number <= top) rows[(int)(number / width)]++;
            return [.. rows.Select(count => Math.Sqrt(count / sets))];
        }
        return new Plot("Counts", new(data.CountName) { Counts = true }, new("root of the number of rows"),
        [
            new Bars("data", edges, Roots(data.Training.Y, 1)) { Series = DataSeries },
            .. result.Models.Select((model, place) => new Line(model.Name, middles, Roots(model.Replicated.Values, model.Replicated.Count)) { Series = place }),
        ]);
    }

    private Plot ByX()
    {
        int[][] groups = [.. Enumerable.Range(0, data.Training.Count).OrderBy(row => data.Training.X[row]).Chunk((data.Training.Count + Groups - 1) / Groups)];
        double[] x = [.. groups.Select(group => group.Average(row => data.Training.X[row]))];
        return new Plot("The mean count by x", new(data.CovariateName), new($"mean of {data.CountName}"),
        [
            .. result.Models.Select((model, place) => Replicated(model) with { Series = place }),
            new Points("data", x, [.. groups.Select(group => group.Average(row => data.Training.Y[row]))]) { Series = DataSeries },
        ]);

        Line Replicated(CriticisedModel model)
        {
            double[][] means = [.. groups.Select(group => Enumerable.Range(0, model.Replicated.Count).Select(draw => Mean(model.Replicated[draw], group)).ToArray())];
            return new Line(model.Name, x, [.. means.Select(group => group.Average())])
            { Band = ([.. means.Select(group => group.Quantile(0.5 - Within / 2))], [.. means.Select(group => group.Quantile(0.5 + Within / 2))]) };
        }

        static double Mean(ReadOnlySpan<double> counts, int[] rows)
        {
            double sum = 0;
            foreach (int row in rows) sum += counts[row];
            return sum / rows.Length;
        }
    }

    private Plot HeldOut()
    {
        string[] names = [.. result.Gains.Select(gain => gain.Name)];
        double[] places = [.. names.Select((_, place) => place + 1.0)];
        double[] gains = [.. result.Gains.Select(gain => gain.Gain.Mean)], errors = [.. result.Gains.Select(gain => 2 * gain.Gain.Deviation)];
        return new Plot("The gain on held-out rows", new("model") { Names = names }, new("gain", "nats a row"),
            new Intervals("gain ± two standard errors", places, gains, [.. gains.Zip(errors, (gain, error) => gain - error)], [.. gains.Zip(errors, (gain, error) => gain + error)]),
            new Line("no gain", [1, names.Length], [0, 0]) { Dashed = true, Series = DataSeries });
    }

    private Plot Bound() => new("The bound by step", new("step") { Counts = true }, new("bound", "nats") { Floor = result.Models.Min(model => model.Bound) - 100 },
        [.. result.Models.Select(model => new Line(model.Name, [.. model.Bounds.Select((_, step) => step + 1.0)], model.Bounds))]);

    private static Line Upright(string name, double x, double height) => new(name, [x, x], [0, height]) { Series = DataSeries };
}
