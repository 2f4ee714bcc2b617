using System.Globalization;

namespace Ppl.Examples;

/// <summary>Topics in pictures: their leading words, how alike they are to those that were planted, how well their words go together, the climb.</summary>
internal sealed class LdaFigures(LdaFit fit)
{
    /// <summary>Names beyond do not fit beside a picture.</summary>
    private const int MostRows = 60, MostWords = 5;
    private const float RowHeight = 14, AroundRows = 90;

    private readonly double[][]? planted = fit.Data.Planted;

    /// <summary>Methods whose bounds are on the same evidence.</summary>
    private IEnumerable<LdaEstimate> Comparable => fit.Estimates.Where(estimate => estimate.Method != Lda.Products && estimate.Course.Count > 1);

    public IReadOnlyList<Figure> All =>
    [
        .. planted is null ? Array.Empty<Figure>() : [new Figure("planted", Words("Words of the topics that were planted", planted), "The words that lead each planted topic, and how probable they are in all of them.")],
        new("found", Words($"Words of the topics that were found ({fit.First.Method})", fit.First.Topics), planted is null
            ? "The words that lead each topic, in the order of the topics, and how probable they are in all of them."
            : "The same words in the topics that were found, each in the column of the planted one that it matches best: the more the picture is that above, the better."),
        .. planted is null ? Array.Empty<Figure>() : [new Figure("cosines", ByTopic("How alike found and planted topics are", new("cosine"), estimate => estimate.Match!.Cosines),
            "The cosine between each planted topic and the one that was matched with it, by method. Two topics that were found as one leave a low point.")],
        new("coherence", ByTopic("How well the leading words go together", new("NPMI of ten words"), estimate => estimate.Npmi),
            "How often the leading words of a topic stand in the same documents: from -1, never, over 0, as chance has it, to 1, always."),
        .. Comparable.Any() ? [new Figure("bound", Bounds("The bound by epoch or sweep", [.. Comparable]),
            "By epoch or sweep, from the start that was best, in nats for a token. SVI sums over each token's topic, coordinate ascent has a q of it: its bound must end below.")] : Array.Empty<Figure>(),
        .. fit.Of(Lda.Products) is { } products ? [new Figure("prodlda", Bounds("The bound of ProdLDA by epoch", [products]),
            "ProdLDA is another model, whose experts have no prior: its bound is no measure beside those of the others.")] : Array.Empty<Figure>(),
    ];

    /// <summary>As many words of each topic as there is room for, from top to bottom in the order of the topics.</summary>
    private Plot Words(string title, double[][] topics)
    {
        int each = Math.Clamp(MostRows / topics.Length, 1, MostWords);
        int[] rows = [.. (planted ?? topics).SelectMany(topic => Coherence.TopWords(topic, each)).Distinct().Reverse()];
        double[,] values = new double[rows.Length, topics.Length];
        for (int row = 0; row < rows.Length; row++)
            for (int k = 0; k < topics.Length; k++) values[row, k] = topics[k][rows[row]];
        return new Plot(title, Topics(topics.Length), new("word") { Names = [.. rows.Select(word => fit.Data.Training.Vocabulary[word])] },
            new Cells(values, (0.5, topics.Length + 0.5), (0.5, rows.Length + 0.5), new("probability")))
        { Height = AroundRows + RowHeight * rows.Length };
    }

    /// <summary>A point for each topic and method, the methods side by side.</summary>
    private Plot ByTopic(string title, Axis y, Func<LdaEstimate, double[]> numbers) => new(title, Topics(fit.First.Topics.Length), y,
        [.. fit.Estimates.Select((estimate, place) => new Points(estimate.Method, [.. numbers(estimate).Select((_, k) => k + 1 + 0.6 * ((place + 0.5) / fit.Estimates.Count - 0.5))], numbers(estimate)))]);

    private static Axis Topics(int count) => new("topic") { Names = [.. Enumerable.Range(1, count).Select(topic => topic.ToString(CultureInfo.InvariantCulture))] };

    private Plot Bounds(string title, LdaEstimate[] estimates)
    {
        double tokens = fit.Data.Training.Tokens, end = estimates.Max(estimate => estimate.Bound!.Value) / tokens, lowest = estimates.Min(estimate => estimate.Bound!.Value) / tokens;
        return new Plot(title, new(estimates is [{ Method: Lda.Products }] ? "epoch" : "epoch or sweep") { Counts = true }, new("bound", "nats a token") { Floor = lowest - Math.Max(0.3, 2 * (end - lowest)) },
            [.. estimates.Select(estimate => new Line(estimate.Method, [.. Enumerable.Range(1, estimate.Course.Count).Select(i => (double)i)], [.. estimate.Course.Select(bound => bound / tokens)])
            { Dashed = estimate.Method == Lda.Enumerated, Series = fit.Estimates.ToList().IndexOf(estimate) })]);
    }
}
