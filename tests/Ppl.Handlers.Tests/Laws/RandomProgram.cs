using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>
/// A program of lines: plates, handlers and sites, nested. Immutable: each run reads the lines anew.
/// </summary>
/// <remarks>Sites that a block may hide pass their values to none, so that a replayed program computes what it did before.</remarks>
internal sealed class RandomProgram(IReadOnlyList<Line> lines, bool hasData = true, Action<int>? before = null)
{
    private const int DeepestPlates = 3, DeepestHandlers = 8;

    public void Run() => new Reader(lines, hasData, before).Read();

    public override string ToString() => string.Join(' ', lines);

    private sealed class Reader(IReadOnlyList<Line> lines, bool hasData, Action<int>? before)
    {
        private readonly Tensor mask = torch.tensor(false);
        private Tensor loc = torch.zeros([], torch.float64);
        private int next;
        private int parameter = -1;

        public void Read()
        {
            while (next < lines.Count) Read(plates: 0, handlers: 0);
        }

        private void Read(int plates, int handlers)
        {
            while (next < lines.Count)
            {
                int i = next++;
                before?.Invoke(i);
                switch (lines[i])
                {
                    case Line.End: return;
                    case Line.EndOfAll:
                        if (plates + handlers > 0) next--;
                        return;
                    case Line.WholePlate when plates < DeepestPlates: Inside(Plate($"rows{i}", 3), plates, handlers); break;
                    case Line.SubsampledPlate when plates < DeepestPlates: Inside(Plate($"part{i}", 20, 2), plates, handlers); break;
                    case Line.OneByOne when handlers < DeepestHandlers: First(SequentialPlate($"each{i}", 20, 2), plates, handlers); break;
                    case >= Line.Scaled and <= Line.Seeded when handlers < DeepestHandlers: Inside(HandlerOf(lines[i], i), plates, handlers); break;
                    default: Perform(lines[i], i); break;
                }
            }
        }

        private void Inside(Plate plate, int plates, int handlers)
        {
            using (plate) ReadPart(plates + 1, handlers);
        }

        /// <summary>Leaves the plate after its first element.</summary>
        private void First(SequentialPlate plate, int plates, int handlers)
        {
            foreach (long _ in plate)
            {
                ReadPart(plates, handlers + 1);
                break;
            }
        }

        private void Inside(Handler handler, int plates, int handlers)
        {
            using Scope scope = handler.Enter();
            ReadPart(plates, handlers + 1);
        }

        /// <summary>A parameter is asked for again only where the same plates and handlers are around it.</summary>
        private void ReadPart(int plates, int handlers)
        {
            parameter = -1;
            Read(plates, handlers);
            parameter = -1;
        }

        private void Perform(Line line, int i)
        {
            switch (line)
            {
                case Line.Latent: loc = Sample($"z{i}", new Normal(loc.mean(), 1)); break;
                case Line.Positive: loc = Sample($"g{i}", new Gamma(2, loc.mean().exp().clamp(0.1, 10))).log(); break;
                case Line.Vector: Sample($"v{i}", new Normal(torch.zeros([2], torch.float64), 2).ToEvent(1)); break;
                case Line.Coin: Sample($"c{i}", new Bernoulli(0.3)); break;
                case Line.Observation when hasData: Sample($"y{i}", new Normal(loc.mean(), 1), obs: torch.tensor(0.5)); break;
                case Line.PartlyObserved when hasData: Sample($"m{i}", new Normal(loc.mean(), 1), obs: torch.tensor(double.NaN), obsMask: mask); break;
                case Line.Penalty: Factor($"f{i}", loc.mean() * -0.1); break;
                case Line.Value: Deterministic($"d{i}", loc * 2); break;
                case Line.Parameter: loc = Param($"a{parameter = i}", 0.25, Constraints.Interval(-1, 1)); break;
                case Line.ParameterAgain when parameter >= 0: loc = Param($"a{parameter}", 0.25, Constraints.Interval(-1, 1)); break;
                case Line.LocalParameter: loc = Param($"l{i}", torch.full(LocalShape(), 0.5, torch.float64), eventDim: 0); break;
            }
        }

        /// <summary>The sizes of the open plates at their dims.</summary>
        private static long[] LocalShape()
        {
            Plate[] open = [.. EffectStack.Handlers.OfType<Plate>()];
            long[] shape = new long[open.Length == 0 ? 0 : open.Max(plate => -plate.Dim)];
            Array.Fill(shape, 1);
            foreach (Plate plate in open) shape[^-plate.Dim] = plate.Size;
            return shape;
        }

        private static Handler HandlerOf(Line line, int i) => line switch
        {
            Line.Scaled => new Scale(i % 2 == 0 ? 0.5 : 4),
            Line.Masked => new Mask(torch.tensor(i % 3 != 0)),
            Line.Blocked => new Block(site => site.Name[0] is 'v' or 'c' or 'f' or 'd'),
            Line.Prefixed => new Prefix($"p{i}"),
            Line.Reparameterized => new Reparameterize(site => site.GivenName[0] == 'z' ? new LocScaleReparam(centered: 0.5) : null),
            Line.Lifted => new Lift(site => site.Constraint == Constraints.Real ? new Normal(0, 3) : new Uniform(-1, 1)),
            _ => new Seed(new Rng((ulong)i, torch.ScalarType.Float64)),
        };
    }
}
