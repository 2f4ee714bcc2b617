using System.CommandLine;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>The options that all runs have: seed, output folder, quick, device.</summary>
internal sealed class RunOptions
{
    private readonly Option<ulong> seed = ExampleCommand.Number("--seed", "the source of all randomness", 1UL, ulong.MinValue, ulong.MaxValue);
    private readonly Option<string> output = new("--out") { HelpName = "DIR" };
    private readonly Option<bool> quick = new("--quick") { Description = "a run of seconds, to see that all works" };
    private readonly Option<string> device = ExampleCommand.Choice("--device", "where tensors live", "cpu", "cuda");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="folder">The output folder by default.</param>
    /// <param name="files">What goes there.</param>
    public RunOptions(Command command, string folder, string files)
    {
        output.Description = $"the folder for {files}";
        output.DefaultValueFactory = _ => folder;
        foreach (Option option in new Option[] { seed, output, quick, device }) command.Add(option);
    }

    /// <summary>Sees that there is such a device, and that the output folder can be written.</summary>
    /// <exception cref="PplException">PPL314: there is no such device. PPL311: the folder cannot be written.</exception>
    public ExampleRun Read(ParseResult arguments, IAnsiConsole console, CancellationToken cancel)
    {
        string place = arguments.GetRequiredValue(device);
        Devices.Require(place);
        return new ExampleRun(arguments.GetRequiredValue(seed), arguments.GetValue(quick), place, OutputFolder.Prepare(arguments.GetRequiredValue(output)), console, cancel);
    }

    /// <summary>The arguments of a run like another, in a folder of its own.</summary>
    public IReadOnlyList<string> Arguments(ExampleRun run, string folder) =>
        [seed.Name, FormattableString.Invariant($"{run.Seed}"), output.Name, folder, device.Name, run.Device, .. run.Quick ? [quick.Name] : Array.Empty<string>()];
}
