using Ppl.Handlers;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Parameters inside plates: one for each element, stored at full size, where eventDim says so.</summary>
public sealed class LocalParamTests
{
    [Test]
    public void A_local_parameter_is_stored_at_full_size_and_indexed_by_the_subsample()
    {
        using var store = new ParamStore();
        using Scope bind = new BindParams(store).Enter();
        using Plate rows = Plate("rows", 6, 2);

        Tensor part = Param("loc", torch.arange(6).to(torch.float64), eventDim: 0);

        Assert.That(store["loc"].Unconstrained.shape, Is.EqualTo(new long[] { 6 }));
        Assert.That(TensorText.ToDoubles(part), Is.EqualTo(TensorText.ToDoubles(rows.Indices)));
    }

    [Test]
    public void Gradients_land_only_in_the_rows_that_the_subsample_names()
    {
        using var store = new ParamStore();
        double[] indices;
        using (new BindParams(store).Enter())
        using (Plate rows = Plate("rows", 6, 2))
        {
            indices = TensorText.ToDoubles(rows.Indices);
            Param("loc", torch.zeros([6, 3]), eventDim: 1).sum().backward();
        }
        Tensor gradient = store["loc"].Unconstrained.grad!;
        for (int row = 0; row < 6; row++)
            Assert.That(TensorText.ToDoubles(gradient[row]), Has.All.EqualTo(indices.Contains(row) ? 1 : 0));
    }

    [Test]
    public void Nested_subsamples_index_each_their_own_dim()
    {
        using Plate columns = Plate("columns", 4, 3);
        using Plate rows = Plate("rows", 5, 2);
        Tensor whole = torch.arange(20).to(torch.float64).reshape(5, 4);
        double[] part = TensorText.ToDoubles(Param("loc", whole, eventDim: 0));
        double[] expected = [.. TensorText.ToDoubles(rows.Indices).SelectMany(row => TensorText.ToDoubles(columns.Indices).Select(column => (4 * row) + column))];
        Assert.That(part, Is.EqualTo(expected));
    }

    [Test]
    public void A_parameter_without_eventDim_is_global()
    {
        using Plate rows = Plate("rows", 6, 2);
        Assert.That(Param("loc", torch.zeros([6])).shape, Is.EqualTo(new long[] { 6 }));
    }

    [Test]
    public void A_local_parameter_of_another_size_than_its_plate_is_PPL008()
    {
        using Plate rows = Plate("rows", 6, 2);
        Assert.That(() => Param("loc", torch.zeros([5]), eventDim: 0), Raises.Code("PPL008").With.Message.Contains("plate \"rows\""));
    }

    [Test]
    public void Event_dims_are_not_negative() =>
        Assert.That(() => Param("loc", 0.0, eventDim: -1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("eventDim"));
}
