namespace Ppl.Examples;

/// <summary>Numbers, and what a normal likelihood asks of them.</summary>
internal sealed record Numbers
{
    public Numbers(IReadOnlyList<double> values)
    {
        Values = [.. values];
        Mean = Values.Average();
        Squares = Values.Sum(x => (x - Mean) * (x - Mean));
    }

    public double[] Values { get; }

    public int Count => Values.Length;

    public double Mean { get; }

    /// <summary>Σ (x - mean)².</summary>
    public double Squares { get; }

    /// <summary>The variance that maximum likelihood finds: Σ (x - mean)² / n.</summary>
    public double Variance => Squares / Count;
}
