namespace Ppl.Infer;

/// <summary>A point that was evaluated: a length α along a line, x + αp, with φ(α) = f there and its slope φ'(α) = ∇fᵀp.</summary>
internal sealed record LinePoint(double Length, double[] Position, double Value, double[] Gradient, double Slope)
{
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(GradientNorm);

    public double GradientNorm { get; } = Norm(Gradient);

    public static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Scaled by the largest element, whose square may overflow where the norm does not.</summary>
    private static double Norm(double[] vector)
    {
        double largest = 0, sum = 0;
        foreach (double element in vector) largest = Math.Max(largest, Math.Abs(element));
        if (largest == 0 || !double.IsFinite(largest)) return largest;
        foreach (double element in vector) sum += element / largest * (element / largest);
        return largest * Math.Sqrt(sum);
    }
}
