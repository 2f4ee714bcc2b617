using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Ppl.Handlers;
using Ppl.Infer;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>An example's place on the command line: the options that all have, and the way from arguments to a run.</summary>
internal abstract class ExampleCommand : Command
{
    /// <summary>Between what is wrong with an argument and what to write instead.</summary>
    public const string HintMark = ". Hint: ";

    private readonly RunOptions common;

    protected ExampleCommand(string name, string summary) : base(name, summary) =>
        common = new RunOptions(this, Path.Combine("out", name), $"{HtmlReport.FileName}, pictures and {Metrics.FileName}");

    /// <summary>Reads the arguments, sees that the output folder can be written, runs.</summary>
    public void Run(ParseResult arguments, IAnsiConsole console, CancellationToken cancel)
    {
        Action<ExampleRun> example = Prepare(arguments);
        ExampleRun run = common.Read(arguments, console, cancel);
        example(run);
        foreach (string path in run.Output.Commit()) console.MarkupLineInterpolated($"[grey]{path}[/]");
    }

    /// <summary>The graph of the example's model under the options that it has by default, without training and without data of its own.</summary>
    public abstract ModelGraph Graph(ExampleRun run);

    /// <summary>A run in one figure, out of its metrics: by default its bound, beside nothing.</summary>
    public virtual Headline HeadlineOf(JsonObject metrics) => new("bound, nats", Headline.Text(metrics, "elbo"), "");

    /// <summary>Reads and checks this example's own options.</summary>
    /// <exception cref="PplException">PPL314.</exception>
    protected abstract Action<ExampleRun> Prepare(ParseResult arguments);

    /// <summary>Whether the option stands in the arguments.</summary>
    protected static bool IsGiven(ParseResult arguments, Option option) => arguments.GetResult(option) is { Implicit: false };

    /// <summary>Sees that an option is not given beside others.</summary>
    /// <exception cref="PplException">PPL314: an option is given beside one that it contradicts.</exception>
    protected static void Refuse(ParseResult arguments, Option given, string because, params Option[] others)
    {
        foreach (Option other in others)
            if (IsGiven(arguments, given) && IsGiven(arguments, other))
                throw Error.Options($"{given.Name} and {other.Name} contradict each other: {given.Name} {because}", $"leave out {given.Name} or {other.Name}.");
    }

    /// <summary>How the density in which chains move is computed.</summary>
    protected static Option<string> Engine() => Choice("--engine", "how the density of chains is computed: automatic takes the compiled one where it can", "automatic", "traced", "compiled");

    /// <summary>What <see cref="Engine"/> says.</summary>
    protected static Engine EngineOf(ParseResult arguments, Option<string> engine) => Enum.Parse<Engine>(arguments.GetRequiredValue(engine), ignoreCase: true);

    /// <summary>Whether chains by NUTS are to stand beside the fits.</summary>
    protected static Option<bool> Nuts() => new("--nuts") { Description = "draws by Markov chains (NUTS), too, beside the fits" };

    /// <summary>An option for a number within a range, both ends included.</summary>
    public static Option<T> Number<T>(string name, string description, T value, T low, T high) where T : INumber<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            bool isNumber = T.TryParse(text, CultureInfo.InvariantCulture, out T? number);
            if (!isNumber || !(number! >= low && number! <= high))
                argument.AddError(string.Create(CultureInfo.InvariantCulture,
                    $"{name} {text} is {(isNumber ? "out of range" : "no such number")}{HintMark}write a number from {low} to {high}."));
            return number!;
        },
    };

    /// <summary>An option with a few named values, the first of which is the default.</summary>
    public static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', values),
            DefaultValueFactory = _ => values[0],
            CustomParser = argument =>
            {
                string value = argument.Tokens[0].Value;
                if (!values.Contains(value))
                    argument.AddError($"{name} {value}: no such value{HintMark}write {string.Join(" or ", Nearest.Order(value, values))}.");
                return value;
            },
        };
        option.CompletionSources.Add(values);
        return option;
    }
}
