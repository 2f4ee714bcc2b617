namespace Ppl.Distributions;

internal static partial class Stable
{
    /// <summary>
    /// The x at which log Φ(x) is <paramref name="y"/>: a first guess and three steps of Newton's, whose error squares at each. The last step
    /// carries the exact first derivative.
    /// </summary>
    public static Tensor NdtriOfLog(Tensor y)
    {
        const double Tail = -20;
        Tensor x;
        using (torch.no_grad())
        {
            // Far out, Φ(x) = φ(x) / |x|, up to 1 / x².
            Tensor isFar = y < Tail, size = -2 * torch.where(isFar, y, torch.zeros_like(y) + Tail) - Math.Log(2 * Math.PI);
            x = torch.where(isFar, -(size - size.log()).sqrt(), torch.special.ndtri(y.exp()));
            for (int step = 0; step < 2; step++) x = Newton(x, y);
        }
        return Newton(x, y);
    }

    private static Tensor Newton(Tensor x, Tensor y)
    {
        Tensor log = LogNdtr(x), hazard = (-0.5 * x.square() - log - Normal.HalfLogTwoPi).exp();
        return x - torch.where(hazard > 0, (log - y) / hazard, torch.zeros_like(x));
    }
}
