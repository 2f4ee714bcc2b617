using MathNet.Numerics;

namespace Ppl.Examples;

/// <summary>What mean-field inference asks of a Dirichlet distribution.</summary>
internal static class Dirichlets
{
    /// <summary>E[log x_i] = ψ(c_i) - ψ(Σ c) where x ~ Dirichlet(c).</summary>
    public static void ExpectLogs(ReadOnlySpan<double> c, Span<double> logs)
    {
        double total = SpecialFunctions.DiGamma(Sum(c));
        for (int i = 0; i < c.Length; i++) logs[i] = SpecialFunctions.DiGamma(c[i]) - total;
    }

    /// <summary>
    /// KL(Dirichlet(c) ‖ Dirichlet(prior, …, prior)) = log Γ(Σ c) - log Γ(n prior) + n log Γ(prior) + Σ (c_i - prior) E[log x_i] - log Γ(c_i), in nats.
    /// </summary>
    /// <param name="c">Of n numbers.</param>
    /// <param name="logs">E[log x_i], of <see cref="ExpectLogs"/>.</param>
    /// <param name="prior">Of the symmetric distribution.</param>
    public static double Divergence(ReadOnlySpan<double> c, ReadOnlySpan<double> logs, double prior)
    {
        double sum = SpecialFunctions.GammaLn(Sum(c)) - SpecialFunctions.GammaLn(c.Length * prior) + c.Length * SpecialFunctions.GammaLn(prior);
        for (int i = 0; i < c.Length; i++) sum += (c[i] - prior) * logs[i] - SpecialFunctions.GammaLn(c[i]);
        return sum;
    }

    /// <summary>E[x] = c / Σ c.</summary>
    public static double[] Mean(double[] c)
    {
        double total = Sum(c);
        return [.. c.Select(number => number / total)];
    }

    private static double Sum(ReadOnlySpan<double> numbers)
    {
        double sum = 0;
        foreach (double number in numbers) sum += number;
        return sum;
    }
}
