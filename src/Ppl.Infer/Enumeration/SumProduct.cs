namespace Ppl.Infer;

/// <summary>Sums of products over one axis.</summary>
internal static class SumProduct
{
    /// <summary>How many times larger than its factors a product must be before it pays not to lay it out.</summary>
    private const int MuchLarger = 8, Large = 1 << 16;

    /// <summary>The sum over an axis of the product of factors that all have it; at least one.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="semiring">What "sum" means.</param>
    /// <param name="isDifferentiated">Is <see cref="LogFactor.Impossible"/> to stand for -∞, so that gradients are not NaN?</param>
    public static NamedTensor Over(Axis axis, IReadOnlyList<NamedTensor> factors, Semiring semiring, bool isDifferentiated)
    {
        NamedTensor product = factors[0];
        for (int i = 1; i < factors.Count - 1; i++) product += factors[i];
        if (factors.Count > 1)
        {
            NamedTensor last = factors[^1];
            if (semiring == Semiring.LogSum && IsMuchLarger(product, last)) return MatrixProduct(product, last, axis);
            product += last;
        }
        NamedTensor sum = product.Reduce(axis, Reduction(semiring));
        if (!isDifferentiated || HasNothingImpossible(sum.Tensor)) return sum;
        return new NamedTensor(product.Tensor.clamp_min(LogFactor.Impossible), product.Axes).Reduce(axis, Reduction(semiring));
    }

    private static Func<Tensor, long, Tensor> Reduction(Semiring semiring) =>
        semiring == Semiring.LogSum ? static (table, dim) => table.logsumexp(dim) : static (table, dim) => table.amax(dim);

    /// <summary>
    /// A number is read, where that does not wait for a device: it costs less than a limit on all values, and on their gradients. Where none is known, the gradient of a
    /// symbolic tensor's logsumexp is 0 beside what is impossible, and no limit is needed.
    /// </summary>
    private static bool HasNothingImpossible(Tensor sum) => !TensorText.IsKnown(sum)
        || (sum.device.type == torch.CPU.type && (sum.numel() == 0 || (double)(sum.dim() == 0 ? sum : sum.detach().min()) > double.NegativeInfinity));

    private static bool IsMuchLarger(NamedTensor left, NamedTensor right)
    {
        double size = 1;
        foreach (Axis axis in left.Axes) size *= axis.Length;
        double leftSize = size, rightSize = 1;
        foreach (Axis axis in right.Axes)
        {
            rightSize *= axis.Length;
            if (!left.Has(axis)) size *= axis.Length;
        }
        return size > Large && size > MuchLarger * Math.Max(leftSize, rightSize);
    }

    /// <summary>
    /// log Σ e^a e^b as a product of matrices, each shifted by its greatest element along the axis; in Float64, so that a sum may be e^-700 of
    /// the product of the two greatest before it is lost.
    /// </summary>
    private static NamedTensor MatrixProduct(NamedTensor left, NamedTensor right, Axis axis)
    {
        Axis[] shared = [.. left.Axes.Where(other => other != axis && right.Has(other))];
        Axis[] rows = [.. left.Axes.Where(other => !right.Has(other))];
        Axis[] columns = [.. right.Axes.Where(other => !left.Has(other))];
        (Tensor a, Tensor aShift) = Shifted(left, [.. shared, .. rows, axis], dim: -1);
        (Tensor b, Tensor bShift) = Shifted(right, [.. shared, axis, .. columns], dim: -1 - columns.Length);
        long[] batch = NamedTensor.Lengths(shared);
        Tensor product = a.reshape([.. batch, -1, axis.Length]).matmul(b.reshape([.. batch, axis.Length, -1]));
        Tensor logs = product.clamp_min(1e-300).log().to(left.Tensor.dtype).reshape(NamedTensor.Lengths([.. shared, .. rows, .. columns]));
        return new NamedTensor(logs, [.. shared, .. rows, .. columns]) + new NamedTensor(aShift, [.. shared, .. rows]) + new NamedTensor(bShift, [.. shared, .. columns]);
    }

    private static (Tensor Exponential, Tensor Shift) Shifted(NamedTensor table, Axis[] axes, int dim)
    {
        Tensor logs = table.Expanded(axes).Tensor;
        Tensor shift = logs.detach().amax([dim], keepdim: true).clamp_min(LogFactor.Impossible);
        return ((logs - shift).to(torch.ScalarType.Float64).exp(), shift.squeeze(dim));
    }
}
