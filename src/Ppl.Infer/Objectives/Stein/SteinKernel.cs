namespace Ppl.Infer;

/// <summary>
/// How near points are to each other, for <see cref="SteinElbo"/>: k(x, y) = f(|x - y|² / h), with a bandwidth h. By default h is m² / log(n + 1), m² the median
/// squared distance of two of the n points at each step, so that the others' weights on a point come to about 1 (Liu and Wang 2016, section 5).
/// </summary>
public abstract class SteinKernel
{
    private readonly double? bandwidth;

    private SteinKernel(double? bandwidth)
    {
        if (bandwidth is { } h && !(h > 0 && double.IsFinite(h))) throw new ArgumentOutOfRangeException(nameof(bandwidth), bandwidth, "A bandwidth is positive and finite.");
        this.bandwidth = bandwidth;
    }

    /// <summary>e^(-|x - y|² / h).</summary>
    /// <param name="bandwidth">h; by the median when null.</param>
    public static SteinKernel Rbf(double? bandwidth = null) => new Gaussian(bandwidth);

    /// <summary>
    /// (1 + |x - y|² / h)^(-1/2), the inverse multiquadric: its tails reach far points, where those of <see cref="Rbf"/> have long gone (Gorham and Mackey 2017).
    /// </summary>
    /// <param name="bandwidth">h; by the median when null.</param>
    public static SteinKernel InverseMultiquadric(double? bandwidth = null) => new Multiquadric(bandwidth);

    /// <summary>f(s) and f'(s).</summary>
    private protected abstract (Tensor Value, Tensor Slope) At(Tensor s);

    /// <summary>φ(x_i) = (1/n) Σ_j [k(x_j, x_i) g_j + ∇_x_j k(x_j, x_i)] (Liu and Wang 2016, eq. 8).</summary>
    /// <param name="points">x, shape [n, numbers].</param>
    /// <param name="scores">g, likewise.</param>
    internal Tensor Direction(Tensor points, Tensor scores)
    {
        long count = points.size(0);
        Tensor centred = points - points.mean([0], keepdim: true), lengths = centred.square().sum(dim: -1);
        Tensor squares = (lengths.unsqueeze(0) + lengths.unsqueeze(1) - (2 * centred.matmul(centred.transpose(0, 1)))).clamp_min(0);
        Tensor h = bandwidth is { } given ? torch.full([], given, points.dtype, points.device) : ByMedian(squares);
        (Tensor value, Tensor slope) = At(squares / h);
        Tensor apart = slope.matmul(centred) - (slope.sum(dim: 0).unsqueeze(-1) * centred);
        return (value.matmul(scores) + (apart * (2 / h))) / count;
    }

    /// <summary>Points that all coincide have a bandwidth of 1.</summary>
    private static Tensor ByMedian(Tensor squares)
    {
        long count = squares.size(0);
        if (count == 1) return torch.ones_like(squares[0, 0]);
        Tensor isPair = torch.ones(count, count, dtype: torch.ScalarType.Bool, device: squares.device).triu(1);
        Tensor h = squares[isPair].median() / Math.Log(count + 1);
        return torch.where(h > 0, h, torch.ones_like(h));
    }

    private sealed class Gaussian(double? bandwidth) : SteinKernel(bandwidth)
    {
        private protected override (Tensor Value, Tensor Slope) At(Tensor s)
        {
            Tensor value = (-s).exp();
            return (value, -value);
        }
    }

    private sealed class Multiquadric(double? bandwidth) : SteinKernel(bandwidth)
    {
        private protected override (Tensor Value, Tensor Slope) At(Tensor s)
        {
            Tensor value = (s + 1).rsqrt();
            return (value, value.pow(3) * -0.5);
        }
    }
}
