using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>The shape table, which is a trace's text.</summary>
public sealed class TraceTableTests
{
    [Test]
    public void The_table_has_a_column_for_each_batch_dim_and_a_row_for_each_site()
    {
        Trace trace = Traced.Of(() =>
        {
            Tensor sigma = Param("sigma", 1.0, Constraints.Positive);
            Tensor z = Sample("z", new Normal(torch.zeros([4]), sigma).ToEvent(1));
            using Plate columns = Plate("columns", 3);
            using Plate rows = Plate("rows", 10, 2);
            Param("loc", () => torch.zeros([10, 3, 5]), eventDim: 1);
            Sample("y", new Normal(0, sigma), torch.zeros([2, 3]), torch.ones([3], torch.@bool));
            Deterministic("mean", z.mean());
            Factor("penalty", torch.zeros([3]));
        });
        Golden.Check(trace.ToString());
    }

    [Test]
    public void A_sequential_plate_owns_no_column_and_scales_the_sites_inside()
    {
        Trace trace = Traced.Of(
            () =>
            {
                foreach (long i in SequentialPlate("series", 4, torch.tensor(new long[] { 3, 0 })))
                {
                    using Plate times = Plate($"times_{i}", i + 1);
                    Sample($"y_{i}", new Normal(0, 1));
                }
            });
        Golden.Check(trace.ToString());
    }

    [Test]
    public void The_values_of_an_enumerated_site_have_a_column_left_of_the_plates()
    {
        Trace trace = Traced.Of(
            () =>
            {
                using Plate rows = Plate("rows", 3);
                Tensor z = Sample("z", new Bernoulli(0.5));
                Sample("y", new Normal(z, 1), obs: torch.zeros([3]));
            },
            new Listing());
        Golden.Check(trace.ToString());
    }

    [Test]
    public void The_table_of_an_empty_trace_says_so() => Assert.That(Traced.Of(() => { }).ToString(), Is.EqualTo("no sites"));

    /// <summary>Gives "z" both its values along dim -2.</summary>
    private sealed class Listing : Handler
    {
        private readonly EnumerationFrame frame = new("z", -2, 2);

        protected internal override void Process(SampleSite site)
        {
            site.Enumerations = [frame];
            if (site.Name != "z") return;
            site.Value = torch.tensor([0f, 1]).reshape(2, 1);
            site.Enumeration = frame;
        }
    }
}
