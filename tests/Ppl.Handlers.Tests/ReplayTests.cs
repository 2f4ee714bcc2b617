using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class ReplayTests
{
    [Test]
    public void Replay_keeps_the_models_distribution_and_the_guides_value()
    {
        Trace guide = Traced.Of(() => Sample("z", new Delta(1.5)));
        Trace model = Traced.Of(() => Sample("z", new Normal(0, 2)), new Replay(guide));
        Assert.That(model["z"].Value, Is.SameAs(guide["z"].Value));
        Assert.That(model["z"].Distribution, Is.TypeOf<Normal>());
        Assert.That(model["z"].IsObserved, Is.False);
    }

    [Test]
    public void Observed_sites_keep_their_data()
    {
        Trace guide = Traced.Of(() => Sample("y", new Normal(0, 1)));
        Tensor data = torch.tensor(3.0);
        Assert.That(Traced.Of(() => Sample("y", new Normal(0, 1), obs: data), new Replay(guide))["y"].Value, Is.SameAs(data));
    }

    [Test]
    public void Sites_that_the_trace_lacks_are_drawn()
    {
        Trace empty = Traced.Of(() => { });
        Assert.That(Traced.Of(() => Sample("z", new Normal(0, 1)), new Replay(empty))["z"].Value!.shape, Is.Empty);
    }

    [Test]
    public void A_plate_looks_at_the_subsample_of_the_trace()
    {
        double[] first = [], second = [];
        Trace guide = Traced.Of(() => { using Plate rows = Plate("rows", 1000, 5); first = TensorText.ToDoubles(rows.Indices); });
        Traced.Of(() => { using Plate rows = Plate("rows", 1000, 5); second = TensorText.ToDoubles(rows.Indices); }, new Replay(guide));
        Assert.That(second, Is.EqualTo(first));
    }

    [TestCase(1000, 4L)]
    [TestCase(1001, 5L)]
    [TestCase(1000, null)]
    public void A_plate_of_another_size_than_the_traces_is_PPL009(long size, long? subsample)
    {
        Trace guide = Traced.Of(() => { using Plate rows = Plate("rows", 1000, 5); });
        Assert.That(() => Traced.Of(() => { using Plate rows = Plate("rows", size, subsample); }, new Replay(guide)), Raises.Code("PPL009"));
    }

    [Test]
    public void A_sequential_plate_goes_through_the_subsample_of_the_trace()
    {
        List<long> first = [], second = [], again = [];
        Trace guide = Traced.Of(() => { foreach (long i in SequentialPlate("rows", 1000, 5)) first.Add(i); });
        Traced.Of(() =>
        {
            foreach (long i in SequentialPlate("rows", 1000, 5)) second.Add(i);
            foreach (long i in SequentialPlate("rows", 1000, 5)) again.Add(i);
        }, new Replay(guide));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(again, Is.EqualTo(first), "one subsample a run");
    }

    [Test]
    public void Rows_given_in_the_guide_are_those_of_a_plate_that_would_draw_them()
    {
        double[] looked = [];
        Trace guide = Traced.Of(() => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); });
        Traced.Of(() => { using Plate rows = Plate("rows", 9, 2); looked = TensorText.ToDoubles(rows.Indices); }, new Replay(guide));
        Assert.That(looked, Is.EqualTo(new double[] { 7, 2 }));
    }

    [Test]
    public void Equal_rows_given_to_guide_and_model_pass()
    {
        Trace guide = Traced.Of(() => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); });
        Assert.That(() => Traced.Of(() => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); }, new Replay(guide)), Throws.Nothing);
        Trace whole = Traced.Of(() => { using Plate rows = Plate("rows", 2); });
        Assert.That(() => Traced.Of(() => { using Plate rows = Plate("rows", 2, torch.tensor(new long[] { 0, 1 })); }, new Replay(whole)), Throws.Nothing);
    }

    [Test]
    public void A_guide_that_would_override_the_rows_of_the_model_is_PPL009()
    {
        Action model = () => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 7, 2 })); };
        Trace other = Traced.Of(() => { using Plate rows = Plate("rows", 9, torch.tensor(new long[] { 2, 7 })); });
        Trace drawn = Traced.Of(() => { using Plate rows = Plate("rows", 9, 2); }, seed: 1);
        Assert.That(() => Traced.Of(model, new Replay(other)), Raises.Code("PPL009").With.Message.Contains("rows 2, 7").And.Message.Contains("rows 7, 2"));
        Assert.That(() => Traced.Of(model, new Replay(drawn)), Raises.Code("PPL009").With.Message.Contains("Plate(\"rows\", 9, rows)"));
    }

    [Test]
    public void A_value_drawn_once_for_a_whole_plate_is_PPL111()
    {
        Trace guide = Traced.Of(() => Sample("z", new Normal(0, 1)));
        Assert.That(() => Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 3);
            Sample("z", new Normal(0, 1));
        }, new Replay(guide)), Raises.Code("PPL111").With.Message.Contains("Replay gave a value of another shape"));
    }

    [Test]
    public void A_value_of_another_event_shape_is_PPL111()
    {
        Trace guide = Traced.Of(() => Sample("z", new Normal(torch.zeros([2]), 1).ToEvent(1)));
        Assert.That(
            () => Traced.Of(() => Sample("z", new Normal(torch.zeros([3]), 1).ToEvent(1)), new Replay(guide)),
            Raises.Code("PPL111").With.Message.Contains("what the guide drew"));
    }

    [Test]
    public void An_event_of_the_guide_may_be_a_plate_of_the_model()
    {
        Trace guide = Traced.Of(() => Sample("z", new Normal(torch.zeros([3]), 1).ToEvent(1)));
        Trace model = Traced.Of(() =>
        {
            using Plate rows = Plate("rows", 3);
            Sample("z", new Normal(0, 1));
        }, new Replay(guide));
        Assert.That(model["z"].LogProb.shape, Is.EqualTo(new long[] { 3 }));
    }
}
