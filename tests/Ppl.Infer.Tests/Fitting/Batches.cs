namespace Ppl.Infer.Tests;

/// <summary>A data set that remembers which rows it was asked for.</summary>
internal sealed class Batches<TData>(IDataset<TData> data) : IDataset<TData>
{
    public List<long[]> Read { get; } = [];

    public long Count => data.Count;

    TData IDataset<TData>.Read(Tensor rows, Rng rng)
    {
        Read.Add(rows.data<long>().ToArray());
        return data.Read(rows, rng);
    }
}
