namespace Ppl.Symbolic.Tests;

/// <summary>Functions of a vector of 12 numbers that are put together at random, the same for each seed. They look at shapes only.</summary>
public static class RandomFunctions
{
    /// <summary>A number.</summary>
    public static Tensor Of(int seed, Tensor x)
    {
        var random = new Random(seed);
        List<Tensor> known = [x, TensorFunctions.Matrix(x), TensorFunctions.Cube(x), torch.tensor(Enumerable.Range(1, 12).Select(static i => Math.Sqrt(i)).ToArray(), [3L, 4L])];
        for (int step = 0; step < 12; step++) known.Add(Next(random, known));
        return known.Skip(known.Count - 4).Append(x).Select(Tame).Aggregate((sum, term) => sum + term);
    }

    // Bounded, so that no sum drowns the others.
    private static Tensor Tame(Tensor tensor) => (tensor.tanh() + 0.01 * tensor).sum();

    private static Tensor Next(Random random, List<Tensor> known)
    {
        Tensor x = known[random.Next(known.Count)], y = known[random.Next(known.Count)];
        int dims = (int)x.dim(), dim = dims == 0 ? 0 : random.Next(dims);
        return random.Next(16) switch
        {
            0 => x.sigmoid().log(),
            1 => (x.tanh() + 1.5).log() + (0.3 * x).sin(),
            2 => torch.nn.functional.softplus(x, 1, 50) - (x.square() + 0.5).lgamma(),
            3 => (x.square() + 1).pow(x.sigmoid()),
            4 => torch.where(x > 0.4, x, x.square()),
            5 or 6 => Together(x, y, static (a, b) => a * b),
            7 => Together(x, y, static (a, b) => (a - b) / (b.square() + 1)),
            8 => Together(x, y, static (a, b) => a - b),
            9 when dims > 0 => x.sum(dim, keepdim: random.Next(2) == 0) / 3,
            10 when dims > 0 => x.logsumexp(dim, keepdim: random.Next(2) == 0),
            11 when dims > 0 => x.transpose(0, dim) - 0.5 * x.flip(dim).transpose(0, dim),
            12 when dims > 0 => x.index_select(dim, torch.tensor([0L, x.shape[dim] - 1, 0L])),
            13 when dims > 0 => torch.cat([x, x.tanh()], dim),
            14 when dims > 0 && x.numel() < 100 => torch.stack([x, x.exp().clamp_max(5)], dim),
            15 when dims > 0 => x.cumsum(dim) / 4,
            _ => 0.5 * x + 0.25,
        };
    }

    // As they are where they broadcast, else each element of one with the sum of the other.
    private static Tensor Together(Tensor x, Tensor y, Func<Tensor, Tensor, Tensor> function)
    {
        long[] one = x.shape, other = y.shape;
        int common = Math.Min(one.Length, other.Length);
        bool fits = Enumerable.Range(1, common).All(i => one[^i] == other[^i] || one[^i] == 1 || other[^i] == 1);
        return fits && x.numel() * y.numel() < 5000 ? function(x, y) : function(x, y.tanh().sum());
    }
}
