namespace Ppl.Infer;

/// <summary>Chains that ask one density together: each goes its own way, and waits for none but the slowest evaluation.</summary>
internal static class Lockstep
{
    /// <summary>Runs chains to their ends. Those that are done are asked about where they ended.</summary>
    public static void Run(IReadOnlyList<IEnumerable<PhasePoint>> chains, IBatchDensity density)
    {
        int n = density.Dimension;
        double[] positions = new double[chains.Count * n], logDensities = new double[chains.Count], gradients = new double[chains.Count * n];
        IEnumerator<PhasePoint>?[] running = [.. chains.Select(chain => chain.GetEnumerator())];
        while (Advance())
        {
            density.Evaluate(positions, logDensities, gradients);
            for (int i = 0; i < running.Length; i++)
            {
                if (running[i]?.Current is not { } point) continue;
                point.LogDensity = logDensities[i];
                gradients.AsSpan(i * n, n).CopyTo(point.Gradient);
            }
        }

        bool Advance()
        {
            bool isAnyWanted = false;
            for (int i = 0; i < running.Length; i++)
            {
                if (running[i] is not { } chain) continue;
                if (chain.MoveNext())
                {
                    isAnyWanted = true;
                    chain.Current.Position.CopyTo(positions, i * n);
                    continue;
                }
                chain.Dispose();
                running[i] = null;
            }
            return isAnyWanted;
        }
    }
}
