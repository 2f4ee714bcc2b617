namespace Ppl.Infer;

/// <summary>Rows that a fit reads in minibatches. Make one from tensors by <see cref="Datasets"/>, or write one for data that are read otherwise.</summary>
/// <typeparam name="TData">What model and guide are given: here, some rows.</typeparam>
public interface IDataset<out TData>
{
    /// <summary>How many rows there are.</summary>
    long Count { get; }

    /// <summary>Reads some rows.</summary>
    /// <param name="rows">Their numbers, from 0 to <see cref="Count"/> - 1: Int64, shape [batch], on the engine's device.</param>
    /// <param name="rng">The source of all that is random in the reading (such as dynamic binarisation); with any other, a resumed fit takes another way.</param>
    /// <returns>The rows, in this order, in the caller's tensor scope.</returns>
    TData Read(Tensor rows, Rng rng);
}
