using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Plates whose elements a program goes through one by one.</summary>
public sealed class SequentialPlateTests
{
    private static readonly Distribution Unit = new Normal(0, 1);

    [TearDown]
    public void The_stack_is_empty() => Assert.That(EffectStack.Handlers, Is.Empty);

    [Test]
    public void A_whole_one_goes_through_all_elements_in_order_and_owns_no_dim()
    {
        List<long> seen = [];
        Witness witness = Witness.Of(() =>
        {
            foreach (long i in SequentialPlate("obs", 3))
            {
                seen.Add(i);
                Sample($"x_{i}", Unit);
            }
        });
        Assert.That(seen, Is.EqualTo(new long[] { 0, 1, 2 }));
        Assert.That(witness["x_1"].Value!.shape, Is.Empty);
        Assert.That((witness["x_1"].Scale, ((PlateSite)witness.Sites["obs"]).Dim), Is.EqualTo((1.0, (int?)null)));
    }

    [Test]
    public void A_subsampled_one_goes_through_distinct_elements_and_scales_the_terms_inside()
    {
        List<long> seen = [];
        Witness witness = Witness.Of(() =>
        {
            foreach (long i in SequentialPlate("obs", 10, subsample: 4))
            {
                using Plate rows = Plate($"rows_{i}", 6, 3);
                seen.Add(i);
                Sample($"x_{i}", Unit);
                Factor($"f_{i}", torch.zeros([3]));
            }
            Sample("after", Unit);
        });
        Assert.That(seen, Has.Count.EqualTo(4).And.Unique.And.All.InRange(0, 9));
        Assert.That(witness.Sites.Values.OfType<ScoredSite>().Select(site => site.Scale), Is.EqualTo(new double[] { 5, 5, 5, 5, 5, 5, 5, 5, 1 }));
        Assert.That(TensorText.ToDoubles(witness.Sites["obs"].Value!), Is.EqualTo(seen));
    }

    [Test]
    public void Rows_that_are_given_are_gone_through_in_their_order()
    {
        List<long> seen = [];
        foreach (long i in SequentialPlate("obs", 10, torch.tensor(new long[] { 7, 2 }))) seen.Add(i);
        Assert.That(seen, Is.EqualTo(new long[] { 7, 2 }));
    }

    [TestCase(0, 0)]
    [TestCase(1, 1)]
    public void One_of_no_or_one_element_is_no_special_case(long size, int expected)
    {
        int count = 0;
        foreach (long _ in SequentialPlate("obs", size)) count++;
        Assert.That(count, Is.EqualTo(expected));
    }

    [Test]
    public void Loops_nest_and_multiply_their_scales()
    {
        Witness witness = Witness.Of(() =>
        {
            foreach (long i in SequentialPlate("outer", 4, subsample: 2))
                foreach (long j in SequentialPlate("inner", 6, subsample: 2))
                    Sample($"x_{i}_{j}", Unit);
        });
        Assert.That(witness.Sites.Values.OfType<SampleSite>().Select(site => site.Scale), Has.All.EqualTo(6));
    }

    [Test]
    public void A_break_an_exception_and_a_plate_left_open_in_them_leave_the_stack_clean()
    {
        foreach (long _ in SequentialPlate("obs", 3)) break;
        Assert.That(EffectStack.Handlers, Is.Empty);
        var boom = new InvalidOperationException("boom");
        Assert.That(() =>
        {
            foreach (long _ in SequentialPlate("obs", 3))
            {
                Plate("left open", 2);
                throw boom;
            }
        }, Throws.Exception.SameAs(boom));
    }

    [Test]
    public void A_plate_that_the_loop_leaves_open_is_PPL022()
    {
        int rounds = 0;
        Assert.That(() =>
        {
            foreach (long i in SequentialPlate("obs", 3))
            {
                rounds++;
                Plate($"rows_{i}", 2);
            }
        }, Raises.Code("PPL022").With.Message.Contains("plate \"rows_0\"").And.Message.Contains("sequential plate \"obs\""));
        Assert.That(rounds, Is.EqualTo(1));
    }

    [Test]
    public void One_inside_another_plate_of_its_name_is_PPL001()
    {
        Assert.That(() =>
        {
            using Plate rows = Plate("rows", 2);
            foreach (long _ in SequentialPlate("rows", 2)) { }
        }, Raises.Code("PPL001"));
        Assert.That(() =>
        {
            foreach (long _ in SequentialPlate("rows", 2)) Plate("rows", 2);
        }, Raises.Code("PPL001"));
    }

    [TestCase(3, 4)]
    [TestCase(3, 0)]
    public void A_subsample_larger_than_the_plate_or_empty_is_PPL106(long size, long subsample) =>
        Assert.That(() => SequentialPlate("rows", size, subsample), Raises.Code("PPL106").With.Message.Contains("plate \"rows\""));
}
