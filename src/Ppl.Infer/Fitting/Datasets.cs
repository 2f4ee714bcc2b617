namespace Ppl.Infer;

/// <summary>Data sets whose rows lie along the first dimension of tensors. The tensors stay the caller's.</summary>
public static class Datasets
{
    /// <summary>The rows of one tensor. A minibatch has its shape, but for the first dimension.</summary>
    /// <exception cref="ArgumentException">The tensor has no dimension.</exception>
    public static IDataset<Tensor> Of(Tensor table) => new TensorDataset<Tensor>([table], parts => parts[0]);

    /// <summary>The rows of two tensors side by side: inputs and targets, say.</summary>
    /// <exception cref="PplException">PPL304: they differ in the number of rows.</exception>
    /// <exception cref="ArgumentException">A tensor has no dimension.</exception>
    public static IDataset<(Tensor, Tensor)> Of(Tensor first, Tensor second) =>
        new TensorDataset<(Tensor, Tensor)>([first, second], parts => (parts[0], parts[1]));

    /// <summary>The rows of three tensors side by side.</summary>
    /// <exception cref="PplException">PPL304: they differ in the number of rows.</exception>
    /// <exception cref="ArgumentException">A tensor has no dimension.</exception>
    public static IDataset<(Tensor, Tensor, Tensor)> Of(Tensor first, Tensor second, Tensor third) =>
        new TensorDataset<(Tensor, Tensor, Tensor)>([first, second, third], parts => (parts[0], parts[1], parts[2]));

    /// <summary>
    /// A data set whose minibatches bring the numbers of their rows, for a program that opens its plate with them:
    /// <c>Plate("obs", n, batch.Rows)</c>.
    /// </summary>
    public static IDataset<(Tensor Rows, TData Data)> WithRows<TData>(this IDataset<TData> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new NumberedDataset<TData>(data);
    }

    private sealed class NumberedDataset<TData>(IDataset<TData> data) : IDataset<(Tensor Rows, TData Data)>
    {
        public long Count => data.Count;

        public (Tensor Rows, TData Data) Read(Tensor rows, Rng rng) => (rows, data.Read(rows, rng));
    }

    private sealed class TensorDataset<TData> : IDataset<TData>
    {
        private readonly Tensor[] tables;
        private readonly Func<Tensor[], TData> join;

        public TensorDataset(Tensor[] tables, Func<Tensor[], TData> join)
        {
            foreach (Tensor table in tables)
            {
                ArgumentNullException.ThrowIfNull(table);
                if (table.dim() == 0) throw new ArgumentException("A single number has no rows: give a tensor of at least one dimension.", nameof(tables));
            }
            (this.tables, this.join) = (tables, join);
            Count = tables[0].size(0);
            for (int i = 1; i < tables.Length; i++)
                if (tables[i].size(0) != Count) throw Error.RowsDiffer(Count, i + 1, tables[i].size(0));
        }

        public long Count { get; }

        public TData Read(Tensor rows, Rng rng) => join(Array.ConvertAll(tables, table => table.index_select(0, rows)));
    }
}
