using Ppl.Testing;

namespace Ppl.Infer.Tests;

public sealed class DatasetTests
{
    private readonly Tensor table = torch.arange(12.0).reshape(4, 3), column = torch.arange(4);
    private readonly Tensor picked = torch.tensor([2L, 0]);
    private readonly Rng rng = new(1);

    [OneTimeTearDown]
    public void Free()
    {
        table.Dispose();
        column.Dispose();
        picked.Dispose();
        rng.Dispose();
    }

    [Test]
    public void Rows_of_a_tensor_are_read_in_the_order_asked_for()
    {
        using TensorScope scope = TensorScope.Begin();
        IDataset<Tensor> data = Datasets.Of(table);
        Tensor rows = data.Read(picked, rng);
        Assert.That(data.Count, Is.EqualTo(4));
        Assert.That(rows.shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(TensorText.ToDoubles(rows), Is.EqualTo(new double[] { 6, 7, 8, 0, 1, 2 }));
    }

    [Test]
    public void Rows_of_tensors_stay_side_by_side()
    {
        using TensorScope scope = TensorScope.Begin();
        (Tensor first, Tensor second) = Datasets.Of(table, column).Read(picked, rng);
        Assert.That(TensorText.ToDoubles(first), Is.EqualTo(new double[] { 6, 7, 8, 0, 1, 2 }));
        Assert.That(TensorText.ToDoubles(second), Is.EqualTo(new double[] { 2, 0 }));
        (_, _, Tensor third) = Datasets.Of(table, table, column).Read(picked, rng);
        Assert.That(TensorText.ToDoubles(third), Is.EqualTo(new double[] { 2, 0 }));
    }

    [Test]
    public void Tensors_of_another_number_of_rows_are_PPL304()
    {
        using Tensor longer = torch.zeros([5]);
        Assert.That(() => Datasets.Of(table, longer), Raises.Code("PPL304").With.Message.Contains("tensor 1 of the data set has 4 rows, tensor 2 5"));
        Assert.That(() => Datasets.Of(table, column, longer), Raises.Code("PPL304").With.Message.Contains("tensor 3 5"));
    }

    [Test]
    public void A_single_number_has_no_rows()
    {
        using Tensor number = torch.tensor(1.0);
        Assert.That(() => Datasets.Of(number), Throws.ArgumentException);
        Assert.That(() => Datasets.Of((Tensor)null!), Throws.ArgumentNullException);
    }
}
