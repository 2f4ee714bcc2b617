using System.CommandLine;
using System.Text;
using Ppl.Handlers;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary><c>graph NAME</c> on the command line: the graph of an example's model, as text and picture. It trains nothing and fetches nothing.</summary>
internal sealed class GraphCommand : Command
{
    private readonly IReadOnlyList<ExampleCommand> examples;
    private readonly Argument<string> name = new("NAME") { Description = "the example" };
    private readonly Option<string> output = new("--out") { Description = "the folder for NAME.mmd, NAME.dot and NAME.svg; out/NAME by default", HelpName = "DIR" };

    public GraphCommand(IReadOnlyList<ExampleCommand> examples) : base("graph", "draws the model of an example: its sites, plates, and who depends on whom")
    {
        this.examples = examples;
        name.CompletionSources.Add([.. examples.Select(example => example.Name)]);
        Add(name);
        Add(output);
    }

    /// <exception cref="PplException">PPL314: there is no such example. PPL311: the folder cannot be written.</exception>
    public void Run(ParseResult arguments, IAnsiConsole console, CancellationToken cancel)
    {
        string sought = arguments.GetRequiredValue(name);
        ExampleCommand example = examples.FirstOrDefault(example => example.Name == sought) ?? throw Unknown(sought, examples.Select(example => example.Name));
        var folder = OutputFolder.Prepare(arguments.GetValue(output) ?? Path.Combine("out", sought));
        ModelGraph graph = example.Graph(new ExampleRun(Seed: 1, Quick: false, Device: "cpu", folder, console, cancel));
        folder.Add($"{sought}.mmd", Encoding.UTF8.GetBytes(graph.ToMermaid()));
        folder.Add($"{sought}.dot", Encoding.UTF8.GetBytes(graph.ToDot()));
        folder.Add($"{sought}.svg", Encoding.UTF8.GetBytes(graph.ToSvg($"The model of the example {sought}")));
        console.WriteLine(graph.ToString());
        foreach (string path in folder.Commit()) console.MarkupLineInterpolated($"[grey]{path}[/]");
    }

    /// <summary>The error of an unknown name, which offers the nearest of those that there are.</summary>
    public static PplException Unknown(string name, IEnumerable<string> names) =>
        Error.Options($"there is no example \"{name}\"", $"did you mean \"{Nearest.Order(name, names).First()}\"? The list shows all.");
}
