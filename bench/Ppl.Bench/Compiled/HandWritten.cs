using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ppl.Bench;

/// <summary>Log densities with their gradients as one writes them by hand, for <see cref="Vector512"/>: up to a constant, in unconstrained space.</summary>
internal static class HandWritten
{
    private const int Width = 8;

    /// <summary>Eight schools, not centred; u = (mean, log scale, z₁, ..., z₈).</summary>
    public static double EightSchools(ReadOnlySpan<double> u, ReadOnlySpan<double> effects, ReadOnlySpan<double> errors, Span<double> gradient)
    {
        double mean = u[0], scale = Math.Exp(u[1]), ratio = scale / 5;
        var z = Vector512.Create(u[2..]);
        Vector512<double> precision = Vector512<double>.One / Vector512.Create(errors);
        Vector512<double> residual = (Vector512.Create(effects) - Vector512.Create(mean) - scale * z) * precision;
        Vector512<double> toMean = residual * precision;
        double square = ratio * ratio;
        (scale * toMean - z).CopyTo(gradient[2..]);
        gradient[0] = Vector512.Sum(toMean) - mean / 25;
        gradient[1] = scale * Vector512.Sum(toMean * z) + 1 - 2 * square / (1 + square);
        return -0.5 * Vector512.Sum(residual * residual + z * z) - mean * mean / 50 - Math.Log(1 + square) + u[1];
    }

    /// <summary>y ~ Normal(mean, scale), many of them; u = (mean, log scale).</summary>
    public static double Gaussian(ReadOnlySpan<double> u, ReadOnlySpan<double> y, Span<double> gradient)
    {
        double mean = u[0], scale = Math.Exp(u[1]), precision = 1 / scale;
        var location = Vector512.Create(mean);
        // Four of each, so that no addition waits for the one before it.
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default, q0 = default, q1 = default, q2 = default, q3 = default;
        ref double first = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= y.Length - 4 * Width; i += 4 * Width)
        {
            Vector512<double> r0 = Vector512.LoadUnsafe(ref first, (nuint)i) - location, r1 = Vector512.LoadUnsafe(ref first, (nuint)(i + Width)) - location;
            Vector512<double> r2 = Vector512.LoadUnsafe(ref first, (nuint)(i + 2 * Width)) - location, r3 = Vector512.LoadUnsafe(ref first, (nuint)(i + 3 * Width)) - location;
            (s0, s1, s2, s3) = (s0 + r0, s1 + r1, s2 + r2, s3 + r3);
            q0 = Vector512.FusedMultiplyAdd(r0, r0, q0);
            q1 = Vector512.FusedMultiplyAdd(r1, r1, q1);
            q2 = Vector512.FusedMultiplyAdd(r2, r2, q2);
            q3 = Vector512.FusedMultiplyAdd(r3, r3, q3);
        }
        double sum = Vector512.Sum(s0 + s1 + (s2 + s3)), square = Vector512.Sum(q0 + q1 + (q2 + q3));
        for (; i < y.Length; i++)
        {
            double residual = y[i] - mean;
            sum += residual;
            square += residual * residual;
        }
        square *= precision * precision;
        gradient[0] = sum * precision * precision - mean / 100;
        gradient[1] = square - y.Length + 1 - scale * scale;
        return -0.5 * square - y.Length * u[1] - mean * mean / 200 + u[1] - 0.5 * scale * scale;
    }

    /// <summary>y ~ Bernoulli(logits: X b), b ~ Normal(0, 1): eight rows at a time, whose exponentials and logarithms are taken together.</summary>
    /// <param name="b">The weights.</param>
    /// <param name="x">X, row by row.</param>
    /// <param name="y">0 or 1 for each row.</param>
    /// <param name="gradient">To be filled.</param>
    public static double Logistic(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> gradient)
    {
        double value = 0;
        for (int k = 0; k < b.Length; k++)
        {
            value -= 0.5 * b[k] * b[k];
            gradient[k] = -b[k];
        }
        Span<double> logits = stackalloc double[Width];
        int row = 0;
        for (; row <= y.Length - Width; row += Width)
        {
            for (int r = 0; r < Width; r++) logits[r] = Dot(x.Slice((row + r) * b.Length, b.Length), b);
            Vector512<double> eta = Vector512.Create<double>(logits), outcome = Vector512.Create(y[row..]), one = Vector512<double>.One;
            Vector512<double> e = Vector512.Exp(-Vector512.Abs(eta)), isPositive = Vector512.GreaterThanOrEqual(eta, Vector512<double>.Zero);
            value += Vector512.Sum(outcome * eta - Vector512.Max(eta, Vector512<double>.Zero) - Vector512.Log(one + e));
            (outcome - Vector512.ConditionalSelect(isPositive, one, e) / (one + e)).CopyTo(logits);
            for (int r = 0; r < Width; r++) Add(logits[r], x.Slice((row + r) * b.Length, b.Length), gradient);
        }
        for (; row < y.Length; row++)
        {
            ReadOnlySpan<double> features = x.Slice(row * b.Length, b.Length);
            double logit = Dot(features, b), e = Math.Exp(-Math.Abs(logit));
            value += y[row] * logit - Math.Max(logit, 0) - Math.Log(1 + e);
            Add(y[row] - (logit >= 0 ? 1 : e) / (1 + e), features, gradient);
        }
        return value;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector512<double> sums = Vector512<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Width; i += Width) sums = Vector512.FusedMultiplyAdd(Vector512.Create(a[i..]), Vector512.Create(b[i..]), sums);
        double sum = Vector512.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Add(double factor, ReadOnlySpan<double> x, Span<double> to)
    {
        var factors = Vector512.Create(factor);
        int i = 0;
        for (; i <= x.Length - Width; i += Width) Vector512.FusedMultiplyAdd(factors, Vector512.Create(x[i..]), Vector512.Create<double>(to[i..])).CopyTo(to[i..]);
        for (; i < x.Length; i++) to[i] += factor * x[i];
    }
}
