using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Shapes that fit by broadcasting alone are mistakes.</summary>
public sealed class SiteShapesTests
{
    [Test]
    public void A_batch_dim_without_a_plate_is_PPL102()
    {
        Assert.That(() => Sample("y", new Normal(torch.zeros([3]), 1)), Raises.Code("PPL102").With.Message.Contains("batch dim -1, of length 3"));
        Assert.That(() => Factor("f", torch.zeros([3])), Raises.Code("PPL102").With.Message.Contains("factor \"f\""));
    }

    [Test]
    public void A_column_of_means_against_a_row_of_data_is_no_silent_square()
    {
        Tensor means = torch.zeros([4, 1]), data = torch.zeros([4]);
        using Plate rows = Plate("rows", 4);
        Assert.That(() => Sample("y", new Normal(means, 1), obs: data), Raises.Code("PPL102").With.Message.Contains("[4, 4]"));
    }

    [Test]
    public void A_batch_dim_of_another_length_than_its_plate_is_PPL103()
    {
        Tensor mu = torch.zeros([64, 3]);
        using Plate obs = Plate("obs", 64);
        Assert.That(
            () => Sample("y", new Normal(mu, 1), obs: mu),
            Raises.Code("PPL103").With.Message.Contains("3 looks like an event dimension").And.Message.Contains("obs").And.Message.Contains("[..., 64]"));
    }

    [Test]
    public void Data_of_another_length_than_a_whole_plate_are_PPL101()
    {
        using Plate obs = Plate("obs", 4);
        Assert.That(() => Sample("y", new Normal(0, 1), obs: torch.zeros([3])), Raises.Code("PPL101").With.Message.Contains("give a value of shape [4]; [3] is another"));
    }

    [Test]
    public void Data_that_do_not_broadcast_with_their_distribution_are_PPL101() =>
        Assert.That(
            () => Sample("y", new Normal(torch.zeros([3]), 1), obs: torch.zeros([2])),
            Raises.Code("PPL101").With.Message.Contains("sample site \"y\"").And.Message.Contains("[3]").And.Message.Contains("[2]"));

    [Test]
    public void A_value_that_does_not_end_in_the_event_shape_is_PPL107()
    {
        Distribution vector = new Normal(torch.zeros([3]), 1).ToEvent(1);
        Assert.That(() => Sample("y", vector, obs: torch.zeros([2])), Raises.Code("PPL107").With.Message.Contains("[..., 3]"));
        Assert.That(() => Sample("y", vector, obs: torch.zeros([])), Raises.Code("PPL107"));
    }

    [Test]
    public void A_factor_of_another_length_than_its_plate_is_PPL103()
    {
        using Plate obs = Plate("obs", 4);
        Assert.That(() => Factor("f", torch.zeros([3])), Raises.Code("PPL103").With.Message.Contains("factor \"f\""));
    }

    [Test]
    public void Event_dims_need_no_plate() =>
        Assert.That(Sample("x", new Normal(torch.zeros([2, 3]), 1).ToEvent(2)).shape, Is.EqualTo(new long[] { 2, 3 }));

    [Test]
    public void A_batch_dim_of_length_1_needs_no_plate() =>
        Assert.That(Sample("x", new Normal(torch.zeros([1, 1]), 1)).shape, Is.EqualTo(new long[] { 1, 1 }));
}
