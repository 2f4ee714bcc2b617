using FsCheck;
using FsCheck.Fluent;
using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>Replay(Trace(m)) reproduces values and log joint, for programs drawn at random.</summary>
public sealed class ReplayLawTests
{
    private enum Line { Latent, Vector, Coin, Observation, Penalty, OpenWhole, OpenPart, Close }

    private static readonly Arbitrary<Line[]> Programs = Gen.Elements(Enum.GetValues<Line>()).ArrayOf().ToArbitrary();

    [Test]
    public void Replaying_a_trace_reproduces_its_values_and_its_log_joint() =>
        Prop.ForAll(Programs, lines =>
        {
            void Program() => Run(lines);
            Trace first = Traced.Of(Program);
            Trace again = Traced.Of(Program, new Replay(first));
            return first.Latents.All(site => site.Value == (object)again[site.Name].Value!)
                && first.OfType<PlateSite>().All(plate => ReferenceEquals(plate.Value, again.OfType<PlateSite>().Single(other => other.Name == plate.Name).Value))
                && ((double)first.LogJoint()).Equals((double)again.LogJoint());
        }).Check(Config.QuickThrowOnFailure);

    private static void Run(Line[] lines)
    {
        var open = new Stack<Plate>();
        Tensor loc = torch.zeros([], torch.float64);
        for (int i = 0; i < lines.Length; i++)
        {
            switch (lines[i])
            {
                case Line.Latent: loc = Sample($"z{i}", new Normal(loc.mean(), 1)); break;
                case Line.Vector: loc = Sample($"v{i}", new Normal(torch.zeros([2], torch.float64), 2).ToEvent(1)); break;
                case Line.Coin: Sample($"c{i}", new Bernoulli(0.3)); break;
                case Line.Observation: Sample($"y{i}", new Normal(loc.mean(), 1), obs: torch.tensor(0.5)); break;
                case Line.Penalty: Factor($"f{i}", loc.mean() * -0.1); break;
                case Line.OpenWhole when open.Count < 3: open.Push(Plate($"p{i}", 3)); break;
                case Line.OpenPart when open.Count < 3: open.Push(Plate($"p{i}", 20, 2)); break;
                case Line.Close when open.Count > 0: open.Pop().Dispose(); break;
            }
        }
        while (open.Count > 0) open.Pop().Dispose();
    }
}
