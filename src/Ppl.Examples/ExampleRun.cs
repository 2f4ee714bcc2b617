using Spectre.Console;

namespace Ppl.Examples;

/// <summary>What every example is given: its seed, its place, its console.</summary>
/// <param name="Seed">The one source of randomness.</param>
/// <param name="Quick">A run of seconds that shows that all works, not what can be learnt.</param>
/// <param name="Device">"cpu" or "cuda".</param>
/// <param name="Output">Where pictures and metrics go.</param>
/// <param name="Console">Where tables and progress go.</param>
/// <param name="Cancel">Ends the run between two steps.</param>
internal sealed record ExampleRun(ulong Seed, bool Quick, string Device, OutputFolder Output, IAnsiConsole Console, CancellationToken Cancel)
{
    /// <summary>Runs work of so many units under a progress bar.</summary>
    public void Follow(string unit, long total, Action<ProgressTrack> work) => ProgressTrack.Follow(Console, unit, total, work);
}
