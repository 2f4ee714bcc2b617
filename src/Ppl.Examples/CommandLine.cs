using System.CommandLine;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>
/// The program: <c>list</c>, <c>graph</c>, <c>all</c> and the examples. Exit code 0 after a run, 1 after an error, 2 for wrong arguments, 130 when cancelled;
/// an error is one line on standard error.
/// </summary>
internal static class CommandLine
{
    /// <summary>The exit code after an error.</summary>
    public const int Failed = 1;

    private const int WrongArguments = 2, Cancelled = 130;
    private const string OptionsCode = "PPL314";

    /// <summary>The examples, in the order of the list.</summary>
    public static IReadOnlyList<ExampleCommand> Examples =>
    [
        new GaussianCommand(), new GmmCommand(), new FactorAnalysisCommand(), new LdaCommand(), new RegressionCommand(), new EightSchoolsCommand(), new HmmCommand(),
        new RadonCommand(), new CritiqueCommand(), new VaeCommand(),
    ];

    public static Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel = default) =>
        Run(Examples, arguments, output, error, cancel);

    /// <summary>The program with other examples.</summary>
    public static async Task<int> Run(IReadOnlyList<ExampleCommand> examples, IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancel = default)
    {
        IAnsiConsole console = ConsoleOn(output);
        try
        {
            ParseResult parsed = Root(examples, console).Parse(arguments.Count == 0 ? ["list"] : arguments);
            if (parsed.Errors.Count > 0) throw Mistake(examples, parsed, arguments);
            var settings = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(settings, cancel);
        }
        catch (OperationCanceledException cancelled)
        {
            await error.WriteLineAsync($"cancelled: {(cancelled is CancelledException ? cancelled.Message : "nothing was written")}");
            return Cancelled;
        }
        catch (Exception exception)
        {
            await error.WriteLineAsync(OneLine(exception));
            return exception is PplException { Code: OptionsCode } ? WrongArguments : Failed;
        }
    }

    /// <summary>A console that sends colours and moving bars to a terminal only, and breaks lines there alone.</summary>
    private static IAnsiConsole ConsoleOn(TextWriter output)
    {
        var place = new AnsiConsoleOutput(output);
        if (place.IsTerminal) return AnsiConsole.Create(new AnsiConsoleSettings { Out = place });
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        { Out = place, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        console.Profile.Width = 1000;
        return console;
    }

    private static RootCommand Root(IReadOnlyList<ExampleCommand> examples, IAnsiConsole console)
    {
        var root = new RootCommand("Examples of Ppl, a probabilistic programming language in C#.");
        var list = new Command("list", "shows the examples");
        list.SetAction(_ => List(examples, console));
        root.Add(list);
        var graph = new GraphCommand(examples);
        graph.SetAction((arguments, cancel) => Task.Run(() => graph.Run(arguments, console, cancel), CancellationToken.None));
        root.Add(graph);
        var all = new AllCommand(examples);
        all.SetAction((arguments, cancel) => Task.Run(() => all.Run(arguments, console, cancel), CancellationToken.None));
        root.Add(all);
        foreach (ExampleCommand example in examples)
        {
            // On a thread of its own: the one that invokes must be free to hear Ctrl-C.
            example.SetAction((arguments, cancel) => Task.Run(() => example.Run(arguments, console, cancel), CancellationToken.None));
            root.Add(example);
        }
        return root;
    }

    private static void List(IReadOnlyList<ExampleCommand> examples, IAnsiConsole console)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("example", "what it shows");
        foreach (ExampleCommand example in examples) table.AddRow(example.Name, Markup.Escape(example.Description!));
        console.Write(table);
        console.WriteLine("Run one with its name; --help after the name shows its options. graph and a name draws its model; all runs all.");
    }

    private static PplException Mistake(IReadOnlyList<ExampleCommand> examples, ParseResult parsed, IReadOnlyList<string> arguments)
    {
        string[] names = ["list", "graph", "all", .. examples.Select(example => example.Name)];
        if (parsed.CommandResult.Command is RootCommand && arguments.FirstOrDefault(argument => !argument.StartsWith('-')) is { } name)
            return GraphCommand.Unknown(name, names);
        string[] parts = parsed.Errors[0].Message.ReplaceLineEndings(" ").Split(ExampleCommand.HintMark, 2);
        return Error.Options(parts[0], parts.Length == 2 ? parts[1] : $"{parsed.CommandResult.Command.Name} --help shows the options.");
    }

    /// <summary>The headline and the hint; the rows between them are for exceptions that are read in a debugger.</summary>
    public static string OneLine(Exception exception)
    {
        const string mark = "  hint: ";
        if (exception is not PplException known) return $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        string? hint = known.Message.Split('\n').FirstOrDefault(line => line.StartsWith(mark, StringComparison.Ordinal));
        return hint is null ? known.Headline : $"{known.Headline.TrimEnd('.')}. Hint: {hint[mark.Length..]}";
    }
}
