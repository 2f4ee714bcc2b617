namespace Ppl.Infer;

/// <summary>
/// An approximation of the inverse Hessian by the last m changes of position, s, and of gradient, y (Nocedal and Wright 2006, section 7.2).
/// </summary>
internal sealed class InverseHessian(int pairs)
{
    private readonly Queue<(double[] S, double[] Y, double Rho)> kept = new();

    public bool IsEmpty => kept.Count == 0;

    /// <summary>What it has learnt from, oldest first.</summary>
    public IReadOnlyList<(double[] S, double[] Y)> Changes => [.. kept.Select(pair => (pair.S, pair.Y))];

    public void Clear() => kept.Clear();

    /// <summary>Takes the change from one point to the next. Without curvature along it, sᵀy ≤ 0, there is nothing to learn.</summary>
    public void Add(LinePoint from, LinePoint to) => Add(Difference(to.Position, from.Position), Difference(to.Gradient, from.Gradient));

    public void Add(double[] s, double[] y)
    {
        double curvature = LinePoint.Dot(s, y);
        if (!(curvature > 0)) return;
        if (kept.Count == pairs) kept.Dequeue();
        kept.Enqueue((s, y, 1 / curvature));
    }

    /// <summary>-H∇f, by the two loops of algorithm 7.4, with H₀ = sᵀy / yᵀy of the last change (eq. 7.20).</summary>
    public double[] Direction(double[] gradient)
    {
        double[] q = [.. gradient];
        (double[] S, double[] Y, double Rho)[] oldestFirst = [.. kept];
        double[] alpha = new double[oldestFirst.Length];
        for (int i = alpha.Length - 1; i >= 0; i--)
        {
            (double[] s, double[] y, double rho) = oldestFirst[i];
            alpha[i] = rho * LinePoint.Dot(s, q);
            Add(q, -alpha[i], y);
        }
        if (oldestFirst.Length > 0) Scale(q, 1 / (oldestFirst[^1].Rho * LinePoint.Dot(oldestFirst[^1].Y, oldestFirst[^1].Y)));
        for (int i = 0; i < alpha.Length; i++)
        {
            (double[] s, double[] y, double rho) = oldestFirst[i];
            Add(q, alpha[i] - (rho * LinePoint.Dot(y, q)), s);
        }
        Scale(q, -1);
        return q;
    }

    private static void Add(double[] to, double factor, double[] other)
    {
        for (int i = 0; i < to.Length; i++) to[i] += factor * other[i];
    }

    private static void Scale(double[] vector, double factor)
    {
        for (int i = 0; i < vector.Length; i++) vector[i] *= factor;
    }

    private static double[] Difference(double[] a, double[] b)
    {
        double[] difference = new double[a.Length];
        for (int i = 0; i < a.Length; i++) difference[i] = a[i] - b[i];
        return difference;
    }
}
