using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ppl.Examples;

/// <summary>Shows how far a run is: a live bar with rate and time left on a terminal, a line for each tenth elsewhere.</summary>
internal abstract class ProgressTrack
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly string unit;
    private long done;

    private ProgressTrack(string unit, long total) => (this.unit, Total) = (unit, total);

    protected long Total { get; private set; }

    /// <summary>Runs work of so many units and shows its progress.</summary>
    public static void Follow(IAnsiConsole console, string unit, long total, Action<ProgressTrack> work)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            work(new Lines(console, unit, total));
            return;
        }
        var rate = new RateColumn();
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), rate, new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask("starting", maxValue: total), rate, unit, total)));
    }

    /// <summary>Says that so many more units are done, and where the run stands.</summary>
    public void Advance(long units, string status)
    {
        done += units;
        Show(units, status);
    }

    /// <summary>Leaves out units that an earlier run has done: share, rate and time left are of the rest.</summary>
    public void LeaveOut(long units) => Total -= units;

    protected abstract void Show(long units, string status);

    private string Rate => done / Math.Max(watch.Elapsed.TotalSeconds, 1e-3) is var rate && rate < 10 ? FormattableString.Invariant($"{rate:N1} {unit}/s") : FormattableString.Invariant($"{rate:N0} {unit}/s");

    private sealed class Bar(ProgressTask task, RateColumn rate, string unit, long total) : ProgressTrack(unit, total)
    {
        protected override void Show(long units, string status)
        {
            task.MaxValue = Total;
            task.Description = Markup.Escape(status);
            rate.Text = Rate;
            task.Increment(units);
        }
    }

    private sealed class Lines(IAnsiConsole console, string unit, long total) : ProgressTrack(unit, total)
    {
        private long tenth;

        protected override void Show(long units, string status)
        {
            if (10 * done / Total == tenth) return;
            tenth = 10 * done / Total;
            TimeSpan left = watch.Elapsed * ((double)(Total - done) / done);
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{10 * tenth,3} %  {status}  {Rate}  {left:mm\\:ss} left"));
        }
    }

    private sealed class RateColumn : ProgressColumn
    {
        public string Text { get; set; } = "";

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(Text);
    }
}
