using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class TraceTests
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    [Test]
    public void A_trace_has_the_sites_in_the_order_in_which_they_were_performed()
    {
        Trace trace = Traced.Of(() =>
        {
            Tensor m = Param("m", 0.0);
            Tensor z = Sample("z", new Normal(m, 1));
            using Plate rows = Plate("rows", 2);
            Sample("y", new Normal(z, 1), obs: torch.zeros([2]));
            Deterministic("twice", z * 2);
            Factor("f", torch.zeros([2]));
        });
        Assert.That(trace.Select(site => site.Name), Is.EqualTo(new[] { "m", "z", "rows", "y", "twice", "f" }));
        Assert.That(trace.Latents.Select(site => site.Name), Is.EqualTo(new[] { "z" }));
        Assert.That(trace.Observed.Select(site => site.Name), Is.EqualTo(new[] { "y" }));
        Assert.That(trace, Has.Count.EqualTo(6));
    }

    [Test]
    public void Of_gives_the_program_its_data()
    {
        Program<double> program = loc => Sample("x", new Delta(loc));
        Assert.That((double)Trace.Of(program, 2.5)["x"].Value!, Is.EqualTo(2.5));
    }

    [Test]
    public void An_unknown_name_is_PPL024_with_the_nearest_first()
    {
        Trace trace = Traced.Of(() => { Sample("scale", new Normal(0, 1)); Sample("location", new Normal(0, 1)); });
        Assert.That(() => trace["locaton"], Raises.Code("PPL024").With.Message.Contains("the trace").And.Message.Contains("location, scale"));
    }

    [Test]
    public void The_log_joint_is_the_sum_of_the_scaled_terms()
    {
        Trace trace = Traced.Of(() =>
        {
            Sample("z", new Normal(0, 1), obs: torch.tensor(1.0));
            using Plate rows = Plate("rows", 6, 3);
            Sample("y", new Normal(0, 1), obs: torch.zeros([3], torch.float64));
            Factor("f", torch.tensor([0.0, 1, 2]));
        });
        Assert.That((double)trace.LogJoint(), Is.EqualTo(-0.5 - (7 * HalfLogTwoPi) + 6).Within(1e-12));
    }

    [Test]
    public void The_log_joint_of_a_kept_plate_has_one_number_for_each_element()
    {
        Trace trace = Traced.Of(() =>
        {
            Sample("z", new Normal(0, 1), obs: torch.tensor(0.0));
            using Plate columns = Plate("columns", 3);
            Sample("y", new Delta(torch.zeros([3], torch.float64), logDensity: torch.tensor([1.0, 2, 3])));
            using Plate rows = Plate("rows", 2);
            Factor("f", torch.tensor([10.0, 20, 30, 40, 50, 60]).reshape(2, 3));
        });
        double each = -HalfLogTwoPi;
        Assert.That(TensorText.ToDoubles(trace.LogJoint("columns")), Is.EqualTo(new[] { each + 51, each + 72, each + 93 }).Within(1e-12));
        Assert.That(TensorText.ToDoubles(trace.LogJoint("rows")), Is.EqualTo(new[] { each + 66, each + 156 }).Within(1e-12));
        Assert.That(() => trace.LogJoint("row"), Raises.Code("PPL024").With.Message.Contains("write \"rows\""));
    }

    [Test]
    public void A_site_in_another_plate_on_the_same_dim_counts_for_each_element_of_the_kept_one()
    {
        Trace trace = Traced.Of(() =>
        {
            using (Plate first = Plate("first", 2)) Factor("f", torch.tensor([1.0, 2]));
            using (Plate second = Plate("second", 3)) Factor("g", torch.tensor([10.0, 20, 30]));
        });
        Assert.That(TensorText.ToDoubles(trace.LogJoint("first")), Is.EqualTo(new[] { 61.0, 62 }));
    }

    [Test]
    public void A_snapshot_outlives_the_tensor_scope()
    {
        TraceSnapshot snapshot;
        using (TensorScope.Begin())
        {
            snapshot = Traced.Of(() =>
            {
                Sample("z", new Normal(0, 1), obs: torch.tensor(1.0));
                using Plate rows = Plate("rows", 2);
                Deterministic("d", torch.tensor([1.0, 2, 3, 4]).reshape(2, 2));
            }).Snapshot();
        }
        Assert.That(snapshot.Sites.Select(site => site.Name), Is.EqualTo(new[] { "z", "d" }), "a whole plate has no value");
        Assert.That(snapshot["z"].LogProb, Is.EqualTo(-0.5 - HalfLogTwoPi).Within(1e-12));
        Assert.That(snapshot["d"].Shape.ToString(), Is.EqualTo("[2, 2]"));
        Assert.That(snapshot["d"].LogProb, Is.Null);
        Assert.That(snapshot["d"].Values, Is.EqualTo(new[] { 1.0, 2, 3, 4 }));
        Assert.That(() => snapshot["e"], Raises.Code("PPL024"));
    }

    [Test]
    public void One_line_that_performs_two_sites_of_one_name_is_PPL002()
    {
        Assert.That(
            () => Traced.Of(() => { for (int i = 0; i < 2; i++) Sample("x", new Normal(0, 1)); }),
            Raises.Code("PPL002").With.Message.Contains("sample site \"x\"").And.Message.Contains("$\"x_{i}\""));
        Assert.That(() => Traced.Of(() => { for (int i = 0; i < 2; i++) Factor("f", torch.zeros([])); }), Raises.Code("PPL002").With.Message.Contains("factor"));
        Assert.That(() => Traced.Of(() => { for (int i = 0; i < 2; i++) Deterministic("d", torch.zeros([])); }), Raises.Code("PPL002"));
        Assert.That(() => Traced.Of(() => { foreach (long i in SequentialPlate("p", 2)) Sample("x", new Normal(0, 1)); }), Raises.Code("PPL002"));
    }

    [Test]
    public void Two_lines_that_perform_sites_of_one_name_are_PPL001()
    {
        Assert.That(() => Traced.Of(() =>
        {
            Sample("x", new Normal(0, 1));
            Sample("x", new Normal(0, 1));
        }), Raises.Code("PPL001").With.Message.Match(@"earlier   sample site ""x""   line \d+"));
        Assert.That(() => Traced.Of(() => { Param("x", 0.0); Sample("x", new Normal(0, 1)); }), Raises.Code("PPL001").With.Message.Contains("parameter \"x\""));
    }

    [Test]
    public void A_parameter_may_be_asked_for_twice_and_is_recorded_once() =>
        Assert.That(Traced.Of(() => { Param("m", 0.0); Param("m", 0.0); }), Has.Count.EqualTo(1));

    [Test]
    public void A_plate_opened_again_looks_at_the_same_subsample()
    {
        double[] first = [], second = [];
        Traced.Of(() =>
        {
            using (Plate rows = Plate("rows", 1000, 5)) first = TensorText.ToDoubles(rows.Indices);
            using (Plate rows = Plate("rows", 1000, 5)) second = TensorText.ToDoubles(rows.Indices);
        });
        Assert.That(second, Is.EqualTo(first));
    }

    [TestCase(7, null)]
    [TestCase(6, 2L)]
    public void A_plate_opened_again_with_another_size_is_PPL009(long size, long? subsample) =>
        Assert.That(() => Traced.Of(() =>
        {
            using (Plate rows = Plate("rows", 6, 3)) { }
            using (Plate rows = Plate("rows", size, subsample)) { }
        }), Raises.Code("PPL009").With.Message.Contains("plate \"rows\""));

    [Test]
    public void A_recording_handler_entered_twice_is_PPL021()
    {
        var handler = new TraceHandler();
        using (handler.Enter()) { }
        Assert.That(() => { using Scope again = handler.Enter(); }, Raises.Code("PPL021").With.Message.Contains("TraceHandler"));
    }

    [Test]
    public void A_recorded_site_no_longer_changes()
    {
        SampleSite site = Traced.Of(() => Sample("x", new Normal(0, 1)))["x"];
        Assert.That(() => site.Scale = 2, Throws.InvalidOperationException);
    }
}
