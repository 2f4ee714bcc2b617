namespace Ppl.Examples;

/// <summary>Between rows of numbers and the tensors of <see cref="Lda"/>'s programs. Tensors live in the caller's tensor scope.</summary>
internal static class TopicTensors
{
    /// <summary>So many times the same concentration.</summary>
    public static Tensor Even(double concentration, long count, Rng rng) => torch.full([count], concentration, torch.float64, rng.Device);

    public static Tensor Table(double[][] rows, Rng rng) => torch.tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length], device: rng.Device);

    /// <summary>The means of the Dirichlet distributions whose concentrations are the rows of a parameter.</summary>
    public static double[][] Means(StoredParam parameter)
    {
        Tensor concentration = parameter.Constrained().detach();
        return [.. (concentration / concentration.sum(-1, keepdim: true)).Elements<double>().Chunk((int)concentration.shape[1])];
    }
}
