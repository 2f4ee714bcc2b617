namespace Ppl.Examples;

/// <summary>A way up the bound.</summary>
/// <param name="Name">By what.</param>
/// <param name="Bounds">What Adam saw at each step before its change, in nats.</param>
/// <param name="Duration">Of these steps.</param>
/// <param name="Bound">What it saw after the last.</param>
/// <param name="Optimum">Where it came to.</param>
internal sealed record Climb(string Name, IReadOnlyList<double> Bounds, TimeSpan Duration, double Bound, MeanField Optimum)
{
    /// <summary>The name of the way by Monte Carlo.</summary>
    public static string Draws(int particles) => particles == 1 ? "1 draw" : $"{particles} draws";
}
