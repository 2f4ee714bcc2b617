using Ppl.Distributions;

namespace Ppl;

// Row i of the factor is (r_0 √c_0, ..., r_{i-1} √c_{i-1}, √c_i) with r = tanh x and c_j = Π_{k < j} (1 - r_k²), what earlier entries leave of
// the row's length. All products are sums of log(1 - r²) = -2 log cosh x, so that none vanishes.
internal sealed class CorrCholeskyTransform : Transform
{
    public override Constraint Domain { get; } = Constraints.Real.ToEvent(1);

    public override Constraint Codomain => Constraints.CorrCholesky;

    public override Tensor Forward(Tensor x)
    {
        Tensor free = Lower(x), logCosh = Stable.LogCosh(free), logLeft = logCosh - logCosh.cumsum(-1);
        return free.tanh() * logLeft.exp() + logLeft.diagonal(0, -2, -1).exp().diag_embed();
    }

    /// <summary>x = atanh r = log(√c_j + |L_ij|) - log c_{j+1} / 2, with the sign of L_ij.</summary>
    /// <remarks>What is left of a row's length is summed from its end: a difference from 1 would lose it.</remarks>
    public override Tensor Inverse(Tensor y)
    {
        long size = Shape.Of(y)[^1];
        Tensor left = y.square().flip(-1).cumsum(-1).flip(-1);
        Tensor here = Pack(left, 0), next = Pack(left, 1), entry = Pack(y, 0);
        Tensor isNegative = entry < 0;
        Tensor magnitude = (here.sqrt() + torch.where(isNegative, -entry, entry)).log() - 0.5 * next.log();
        return torch.where(isNegative, -magnitude, magnitude);

        Tensor Pack(Tensor matrix, int shift) => matrix.reshape((Shape.Of(matrix).DropLast(2) + [size * size]).ToArray()).index_select(-1, Index(matrix, Positions(size, shift)));
    }

    /// <summary>Σ log dL_ij/dx_ij: entry j of row i narrows itself by 1 - r², and each later entry of its row by the root of that.</summary>
    public override Tensor LogAbsDetJacobian(Tensor x, Tensor y)
    {
        TensorLike weights = TensorLike.Create([.. Entries(Size(x)).Select(entry => -2.0 - (entry.Row - 1 - entry.Column))]);
        return (weights * Stable.LogCosh(x)).sum(dim: -1);
    }

    public override Shape ForwardShape(Shape x) => x.DropLast(1) + [Size(x), Size(x)];

    public override Shape InverseShape(Shape y) => y.DropLast(2) + [y[^1] * (y[^1] - 1) / 2];

    private static long Size(Tensor x) => Size(Shape.Of(x));

    /// <summary>D, of which there are D (D - 1) / 2 numbers below the diagonal.</summary>
    private static long Size(Shape x)
    {
        long size = 1;
        while (size * (size - 1) / 2 < x[^1]) size++;
        return size * (size - 1) / 2 == x[^1] ? size : throw Error.EventDoesNotFit("CorrCholesky", default, x.Last(1),
            $"{x[^1]} numbers do not fill a triangle", "give D (D - 1) / 2 numbers for a matrix of D rows.");
    }

    /// <summary>The numbers of x below the diagonal, row by row; 0 elsewhere.</summary>
    private static Tensor Lower(Tensor x)
    {
        long size = Size(x), count = Shape.Of(x)[^1];
        var source = new double[size * size];
        Array.Fill(source, count);
        foreach ((int row, int column, int position) in Entries(size)) source[row * size + column] = position;
        Tensor padded = torch.cat([x, torch.zeros_like(x.sum(-1, keepdim: true))], -1);
        return padded.index_select(-1, Index(x, source)).reshape((Shape.Of(x).DropLast(1) + [size, size]).ToArray());
    }

    private static double[] Positions(long size, int shift) => [.. Entries(size).Select(entry => (double)(entry.Row * size + entry.Column + shift))];

    private static Tensor Index(Tensor like, TensorLike positions) => positions.Beside(like).@long();

    private static IEnumerable<(int Row, int Column, int Position)> Entries(long size)
    {
        for (int row = 1, position = 0; row < size; row++)
            for (int column = 0; column < row; column++) yield return (row, column, position++);
    }
}
