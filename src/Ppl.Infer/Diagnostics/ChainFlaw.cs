namespace Ppl.Infer;

/// <summary>Why chains have no R-hat and no effective sample size: these are NaN for them, and so is every error that is made of them.</summary>
public static class ChainFlaw
{
    /// <summary>Fewer draws in a half-chain have no autocovariance to sum.</summary>
    internal const int FewestInHalf = 3;

    /// <summary>The first reason that holds: a draw that is NaN or infinite, draws that are all equal, fewer than six draws a chain.</summary>
    /// <remarks>One chain that stands still beside others that move is no such reason: it shows in R-hat.</remarks>
    /// <param name="chains">The draws of one number, an array for each chain.</param>
    /// <returns>A phrase such as <c>draw 17 of chain 2 is NaN</c>, both counted from 1; null where nothing is amiss.</returns>
    /// <exception cref="ArgumentException">There is no draw, or the chains differ in length.</exception>
    public static string? Of(IReadOnlyList<double[]> chains)
    {
        ChainArrays.Require(chains);
        for (int chain = 0; chain < chains.Count; chain++)
            for (int draw = 0; draw < chains[chain].Length; draw++)
                if (!double.IsFinite(chains[chain][draw])) return FormattableString.Invariant($"draw {draw + 1} of chain {chain + 1} is {chains[chain][draw]}");
        if (IsConstant(chains)) return FormattableString.Invariant($"all draws are {chains[0][0]}");
        if (chains[0].Length / 2 < FewestInHalf) return $"{chains[0].Length} draws a chain are too few: six are needed";
        return null;
    }

    /// <summary>Are all draws of all chains one number?</summary>
    internal static bool IsConstant(IReadOnlyList<double[]> chains) => chains.All(chain => chain.All(x => x == chains[0][0]));
}
