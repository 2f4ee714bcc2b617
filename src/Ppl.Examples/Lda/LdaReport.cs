using System.Globalization;
using System.Text.Json.Nodes;

namespace Ppl.Examples;

/// <summary>What <see cref="Lda"/> found by every method, beside the planted topics where there are any: tables, pictures, a page, metrics.</summary>
internal static class LdaReport
{
    private const int TopWords = 10;

    public static void Write(LdaFit fit, ExampleRun run)
    {
        (ResultTable results, ResultTable words) = (Results(fit), Words(fit));
        run.Console.Write(results.ToConsole());
        run.Console.Write(words.ToConsole());
        new HtmlReport
        {
            Example = "lda",
            Title = $"{Text(fit.Options.Prior.Topics)} topics in {Text(fit.Data.Training.Documents.Count)} documents",
            Answer = Answer(fit),
            Results = results,
            Tables = [($"Topics ({fit.First.Method})", words)],
            Figures = new LdaFigures(fit).All,
            Graph = fit.Graph,
            Model = new ModelText([.. ModelText.Of(nameof(Lda), "Model", "Counts", "Topics", "Shares", "Guide").Tokens, (TokenKind.Plain, "\n\n"),
                .. ModelText.Of(nameof(ProdLda), "Model", "LogWords", "Guide").Tokens]),
            Settings = Settings(fit),
            Run = run,
            Duration = fit.Duration,
        }.Add();
        run.Output.Add(Metrics.FileName, Metrics.Encode(Describe(fit, run)));
    }

    private static string Answer(LdaFit fit)
    {
        string found = fit.First.Match is null ? ""
            : $"Of {Text(fit.First.Match.Cosines.Length)} planted topics the matched cosine is, on average, {List(fit.Estimates, estimate => Text(estimate.Match!.Mean, "F3"))} (expected: at least 0.95 by SVI and by coordinate ascent). ";
        string ratio = fit.Of(Lda.Counted) is { } svi && fit.Of(Lda.Ascent) is { } ascent
            ? $" SVI's is {Text(100 * (svi.Perplexity / ascent.Perplexity - 1), "+0.0;-0.0")} % from coordinate ascent's (expected: within 3 %), and its bound, {Text(svi.Bound!.Value, "F0")} nats, is {(svi.Bound > ascent.Bound ? "above" : "still below")} that one's, "
                + $"{Text(ascent.Bound!.Value, "F0")}, which rises to {Text(ascent.SummedBound!.Value, "F0")} when each token's topic is summed out."
            : "";
        return $"{found}The perplexity of {Text(fit.Data.Hidden.Tokens)} hidden tokens in {Text(fit.Data.Hidden.Documents.Count)} documents held out is {List(fit.Estimates, estimate => Text(estimate.Perplexity, "F1"))}.{ratio}";
    }

    private static string List(IReadOnlyList<LdaEstimate> estimates, Func<LdaEstimate, string> number) => string.Join(", ", estimates.Select(estimate => $"{number(estimate)} by {estimate.Method}"));

    private static ResultTable Results(LdaFit fit)
    {
        bool isPlanted = fit.Data.Planted is not null;
        var table = new ResultTable(["", "bound, nats", "with z summed out", "perplexity", .. isPlanted ? ["matched cosine", "the lowest"] : Array.Empty<string>(), "NPMI", "starts", "seconds"]);
        void Add(string name, string bound, string summed, LdaEstimate estimate, string starts, string seconds) => table.Add([name, bound, summed, Text(estimate.Perplexity, "F1"),
            .. estimate.Match is { } match ? [Text(match.Mean, "F3"), Text(match.Cosines.Min(), "F3")] : Array.Empty<string>(), Text(estimate.Npmi.Average(), "F3"), starts, seconds]);
        foreach (LdaEstimate estimate in fit.Estimates)
            Add(estimate.Method, estimate.Bound is { } bound ? Text(bound, "F1") + (estimate.Method == Lda.Products ? " (another model)" : "") : "",
                estimate.SummedBound is { } summed ? Text(summed, "F1") : "", estimate, Text(estimate.Starts), Text(estimate.Seconds, "F1"));
        if (fit.Data.Planted is { } planted) Add("planted topics", "", "", LdaEstimate.Of("", planted, fit.Data, fit.Options.Prior.Alpha, 0, 0), "", "");
        return table;
    }

    private static ResultTable Words(LdaFit fit)
    {
        double[][]? planted = fit.Data.Planted;
        var table = new ResultTable(["topic", $"its {TopWords} first words", .. planted is null ? Array.Empty<string>() : ["those of the planted one", "cosine"], "NPMI"]);
        for (int k = 0; k < fit.First.Topics.Length; k++)
            table.Add([Text(k + 1), Top(fit.First.Topics[k]),
                .. planted is null ? Array.Empty<string>() : k < planted.Length ? [Top(planted[k]), Text(fit.First.Match!.Cosines[k], "F3")] : ["", ""], Text(fit.First.Npmi[k], "F3")]);
        return table;

        string Top(double[] topic) => string.Join(' ', TopOf(topic, fit));
    }

    private static IEnumerable<string> TopOf(double[] topic, LdaFit fit) => Coherence.TopWords(topic, TopWords).Select(word => fit.Data.Training.Vocabulary[word]);

    private static IReadOnlyList<(string, string)> Settings(LdaFit fit)
    {
        LdaOptions options = fit.Options;
        return
        [
            ("expected", (fit.Data.Planted is null ? "" : "SVI and coordinate ascent find the planted topics, with a mean matched cosine of at least 0.95; ")
                + "the perplexity of SVI is within 3 % of coordinate ascent's, and its bound is the higher one"),
            ("documents", options.File is { } file ? $"{Text(fit.Data.Training.Documents.Count)} of {Path.GetFileName(file)}, {Text(fit.Data.Training.Tokens)} tokens"
                : $"{Text(fit.Data.Training.Documents.Count)}, drawn, of {Text(options.Length)} tokens each"),
            ("held out", $"{Text(fit.Data.Hidden.Documents.Count)} documents; one half of the tokens of each is seen, the other foretold"),
            ("vocabulary", $"{Text(fit.Data.Training.Vocabulary.Count)} words"),
            ("prior", $"topics ~ Dirichlet({Text(options.Prior.Eta)}), shares of a document ~ Dirichlet({Text(options.Prior.Alpha)})"),
            ("starts", $"{Text(options.Starts)}; of ProdLDA a quarter as many; SVI by tokens has the best one of SVI by counts"),
            ("epochs", $"{Text(options.Scouting)} from each start, of ProdLDA {Text((options.Epochs + 1) / 2)}; {Text(options.Epochs)} more from the best"),
            ("documents in a step", options.Batch is { } batch ? Text(batch) : "a tenth of them; of stochastic ascent 16"),
            ("learning rate", $"{Text(options.LearningRate)}, of shares twice, of ProdLDA's network a tenth of it; falling along half a cosine to a hundredth"),
            ("bounds", "of the log evidence of all tokens in their order; ProdLDA's, whose experts have no prior, is of another model"),
            ("perplexity", "shares of a document by mean field from the half that is seen; of ProdLDA by its encoder"),
        ];
    }

    private static JsonObject Describe(LdaFit fit, ExampleRun run)
    {
        JsonObject metrics = Metrics.Of("lda", run);
        metrics["data"] = fit.Options.File ?? "drawn";
        metrics["documents"] = fit.Data.Training.Documents.Count;
        metrics["held_out_documents"] = fit.Data.Hidden.Documents.Count;
        metrics["tokens"] = fit.Data.Training.Tokens;
        metrics["vocabulary"] = fit.Data.Training.Vocabulary.Count;
        metrics["topics"] = fit.Options.Prior.Topics;
        metrics["alpha"] = fit.Options.Prior.Alpha;
        metrics["eta"] = fit.Options.Prior.Eta;
        metrics["starts"] = fit.Options.Starts;
        metrics["epochs"] = fit.Options.Epochs;
        metrics["learning_rate"] = fit.Options.LearningRate;
        metrics["elbo"] = fit.First.Bound;
        metrics["perplexity"] = fit.First.Perplexity;
        if (fit.First.Match is { } first) metrics["matched_cosine"] = first.Mean;
        metrics["npmi"] = fit.First.Npmi.Average();
        foreach ((string name, string method) in new[] { ("svi", Lda.Counted), ("tokens", Lda.Enumerated), ("prodlda", Lda.Products), ("cavi", Lda.Ascent), ("stochastic", Lda.Stochastic) })
        {
            if (fit.Of(method) is not { } estimate) continue;
            metrics[$"{name}_elbo"] = estimate.Bound;
            if (estimate.SummedBound is { } summed) metrics[$"{name}_summed_elbo"] = summed;
            metrics[$"{name}_perplexity"] = estimate.Perplexity;
            if (estimate.Match is { } match) metrics[$"{name}_matched_cosine"] = match.Mean;
            metrics[$"{name}_npmi"] = estimate.Npmi.Average();
            metrics[$"{name}_seconds"] = estimate.Seconds;
        }
        metrics["top_words"] = new JsonArray([.. fit.First.Topics.Select(topic => new JsonArray([.. TopOf(topic, fit).Select(word => (JsonNode)word)]))]);
        metrics["seconds"] = fit.Duration.TotalSeconds;
        return metrics;
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number, string format = "G6") => number.ToString(format, CultureInfo.InvariantCulture);
}
