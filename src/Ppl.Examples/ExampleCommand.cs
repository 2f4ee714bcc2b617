using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>An example's place on the command line: the options that all have, and the way from arguments to a run.</summary>
internal abstract class ExampleCommand : Command
{
    private readonly Option<ulong> seed = new("--seed") { Description = "the source of all randomness", DefaultValueFactory = _ => 1 };
    private readonly Option<string> output = new("--out") { Description = "the folder for pictures and metrics.json", HelpName = "DIR" };
    private readonly Option<bool> quick = new("--quick") { Description = "a run of seconds, to see that all works" };
    private readonly Option<string> device = Choice("--device", "where tensors live", "cpu", "cuda");

    protected ExampleCommand(string name, string summary) : base(name, summary)
    {
        output.DefaultValueFactory = _ => Path.Combine("out", name);
        Add(seed);
        Add(output);
        Add(quick);
        Add(device);
    }

    /// <summary>Reads the arguments, makes the output folder, runs.</summary>
    public void Run(ParseResult arguments, IAnsiConsole console, CancellationToken cancel)
    {
        Action<ExampleRun> example = Prepare(arguments);
        string place = arguments.GetRequiredValue(device);
        Devices.Require(place);
        var run = new ExampleRun(arguments.GetRequiredValue(seed), arguments.GetValue(quick), place,
            OutputFolder.Prepare(arguments.GetRequiredValue(output)), console, cancel);
        example(run);
        foreach (string path in run.Output.Commit()) console.MarkupLineInterpolated($"[grey]{path}[/]");
    }

    /// <summary>Reads and checks this example's own options.</summary>
    /// <exception cref="PplException">PPL314.</exception>
    protected abstract Action<ExampleRun> Prepare(ParseResult arguments);

    /// <summary>An option with a few named values, the first of which is the default.</summary>
    protected static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', values),
            DefaultValueFactory = _ => values[0],
            CustomParser = argument => Chosen(argument, name, values),
        };
        option.CompletionSources.Add(values);
        return option;
    }

    private static string Chosen(ArgumentResult argument, string name, string[] values)
    {
        string value = argument.Tokens[0].Value;
        if (!values.Contains(value))
            argument.AddError($"{name} {value}: no such value. Hint: write {string.Join(" or ", Nearest.Order(value, values))}.");
        return value;
    }

    /// <summary>The option's number when it lies within its range.</summary>
    /// <exception cref="PplException">PPL314.</exception>
    protected static T InRange<T>(T value, string option, T low, T high) where T : IComparable<T> =>
        value.CompareTo(low) >= 0 && value.CompareTo(high) <= 0
            ? value
            : throw Error.Options(
                FormattableString.Invariant($"{option} {value} is out of range"),
                FormattableString.Invariant($"write a number from {low} to {high}."));
}
