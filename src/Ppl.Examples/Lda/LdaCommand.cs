using System.CommandLine;
using System.Text.Json.Nodes;
using Ppl.Handlers;

namespace Ppl.Examples;

/// <summary><c>lda</c> on the command line.</summary>
internal sealed class LdaCommand : ExampleCommand
{
    private const int Scouting = 15, QuickScouting = 8, QuickEpochs = 30, QuickStarts = 4, QuickDocuments = 200, QuickWords = 200, QuickTopics = 5;

    private static readonly (string Name, string Method)[] Methods =
        [("counts", Lda.Counted), ("tokens", Lda.Enumerated), ("prodlda", Lda.Products), ("cavi", Lda.Ascent), ("stochastic", Lda.Stochastic)];

    private readonly Option<string> data = new("--data") { Description = "documents in the format of lda-c; without it, documents are drawn", HelpName = "FILE" };
    private readonly Option<string> vocabulary = new("--vocabulary") { Description = "the words of the documents in the file, one in a line", HelpName = "FILE" };
    private readonly Option<int> documents = Number("--documents", "to draw, to learn from; a quarter as many more are held out", 1000, 20, 100_000);
    private readonly Option<int> words = Number("--words", "in the vocabulary of documents that are drawn", 1000, 10, 100_000);
    private readonly Option<int> length = Number("--length", "of each document that is drawn, in tokens", 64, 2, 10_000);
    private readonly Option<int> topics = Number("--topics", "of the model, and of documents that are drawn; 10 by default for a file", 8, 2, 500);
    private readonly Option<double> alpha = Number("--alpha", "concentration of the prior of a document's topics", PlantedTopics.Alpha, 0.01, 100);
    private readonly Option<double> eta = Number("--eta", "concentration of the prior of a topic's words", PlantedTopics.Eta, 0.01, 100);
    private readonly Option<string> method = Choice("--method", "SVI by counts or by tokens, ProdLDA, coordinate ascent by all documents or by some", ["all", .. Methods.Select(method => method.Name)]);
    private readonly Option<int> starts = Number("--starts", "from which each method begins; the best end counts", 20, 1, 1000);
    private readonly Option<int> epochs = Number("--epochs", "passes of SVI over the documents from the best start", 80, 1, 100_000);
    private readonly Option<int> batch = Number("--batch", "documents in a step; 0 for a tenth of them, of stochastic ascent 16", 0, 0, 100_000);
    private readonly Option<double> learningRate = Number("--learning-rate", "of Adam, at the start", 0.05, 1e-8, 1);

    public LdaCommand() : base("lda", "Latent Dirichlet allocation: topics by SVI, ProdLDA and coordinate ascent, on planted topics or real text.")
    {
        foreach (Option option in new Option[] { data, vocabulary, documents, words, length, topics, alpha, eta, method, starts, epochs, batch, learningRate }) Add(option);
    }

    public override Headline HeadlineOf(JsonObject metrics) => metrics.ContainsKey("svi_perplexity") && metrics.ContainsKey("cavi_perplexity")
        ? Headline.Of("perplexity of documents held out", metrics, "svi_perplexity", "cavi_perplexity", "by coordinate ascent")
        : new("perplexity of documents held out", Headline.Text(metrics, "perplexity"), "");

    public override ModelGraph Graph(ExampleRun run) => Lda.Graph(Read(Parse([]), isQuick: false), run);

    protected override Action<ExampleRun> Prepare(ParseResult arguments)
    {
        Refuse(arguments, data, "brings its own documents", documents, words, length);
        if (IsGiven(arguments, data) != IsGiven(arguments, vocabulary))
            throw Error.Options(IsGiven(arguments, data) ? "--data names documents, and nothing says what their words are" : "--vocabulary names the words of a file of documents, and there is none",
                "give --data and --vocabulary together.");
        if (arguments.GetRequiredValue(method) == "prodlda") Refuse(arguments, eta, "is the prior of topics, and those of ProdLDA have none", method);
        (LdaOptions full, LdaOptions quick) = (Read(arguments, isQuick: false), Read(arguments, isQuick: true));
        return run => Lda.Run(run.Quick ? quick : full, run);
    }

    private LdaOptions Read(ParseResult arguments, bool isQuick)
    {
        bool isFile = arguments.GetValue(data) is not null;
        string chosen = arguments.GetRequiredValue(method);
        return new LdaOptions(
            arguments.GetValue(data),
            arguments.GetValue(vocabulary),
            Value(documents, QuickDocuments),
            Value(words, QuickWords),
            arguments.GetRequiredValue(length),
            new TopicPrior(isFile && !IsGiven(arguments, topics) ? 10 : Value(topics, QuickTopics), arguments.GetRequiredValue(alpha), arguments.GetRequiredValue(eta)),
            [.. Methods.Where(method => chosen == "all" || chosen == method.Name).Select(method => method.Method)],
            Value(starts, QuickStarts),
            isQuick ? QuickScouting : Scouting,
            Value(epochs, QuickEpochs),
            arguments.GetRequiredValue(batch) is var size and > 0 ? size : null,
            arguments.GetRequiredValue(learningRate));

        int Value(Option<int> option, int whenQuick) => isQuick && !IsGiven(arguments, option) ? whenQuick : arguments.GetRequiredValue(option);
    }
}
