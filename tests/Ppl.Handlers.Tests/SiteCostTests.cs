using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>What a site costs in managed bytes, which unlike time are the same in every run.</summary>
public sealed class SiteCostTests
{
    private const int Sites = 100;

    private static readonly string[] Names = [.. Enumerable.Range(0, Sites).Select(i => $"x{i}")];

    [Test]
    public void A_site_takes_at_most_256_bytes_of_its_own()
    {
        Distribution prepared = new Normal(0, 1);
        void Program()
        {
            foreach (string name in Names) Sample(name, prepared);
        }
        using var rng = new Rng(seed: 1);
        using var store = new ParamStore();
        Trace earlier = Traced.Of(Program);
        using Scope seed = new Seed(rng).Enter();
        using Scope bind = new BindParams(store).Enter();
        using Scope replay = new Replay(earlier).Enter();
        Traced.Of(Program);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Traced.Of(Program);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Sites;
        Assert.That(each, Is.InRange(100, 256));
    }
}
