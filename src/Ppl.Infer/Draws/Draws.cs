using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>Draws of one site as managed numbers, which outlive every tensor scope. Immutable.</summary>
public sealed class Draws
{
    /// <summary>Draws of a site, such as a latent's from another sampler.</summary>
    /// <param name="name">The site's name.</param>
    /// <param name="shape">The shape of one draw: batch shape + event shape.</param>
    /// <param name="values">The elements: one draw after another, each row-major.</param>
    /// <param name="role">What they are.</param>
    /// <param name="dtype">The dtype in which programs get them back.</param>
    /// <exception cref="ArgumentException">The values are no whole number of draws.</exception>
    public Draws(string name, Shape shape, ImmutableArray<double> values, SiteRole role = SiteRole.Latent, torch.ScalarType dtype = torch.ScalarType.Float32)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        long size = shape.NumberOfElements;
        if (size == 0 || values.Length % size != 0)
            throw new ArgumentException($"{values.Length} numbers are no whole number of draws of shape {shape}.", nameof(values));
        (Name, Shape, Values, Role, Dtype) = (name, shape, values, role, dtype);
    }

    /// <summary>The site's name.</summary>
    public string Name { get; }

    /// <summary>How many draws there are.</summary>
    public int Count => (int)(Values.Length / Shape.NumberOfElements);

    /// <summary>How many chains they come from, one after another, each as long. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive, or the number of draws is no multiple of it.</exception>
    public int Chains
    {
        get;
        init => field = value > 0 && Count % value == 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Chains), value, $"{Count} draws cannot be so many chains of one length.");
    } = 1;

    /// <summary>The shape of one draw.</summary>
    public Shape Shape { get; }

    /// <summary>The elements: one draw after another, each row-major.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>What they are.</summary>
    public SiteRole Role { get; }

    /// <summary>The dtype of the tensors that they came from, and in which programs get them back.</summary>
    public torch.ScalarType Dtype { get; }

    /// <summary>One draw, row-major.</summary>
    public ReadOnlySpan<double> this[int draw] => Values.AsSpan().Slice(draw * (int)Shape.NumberOfElements, (int)Shape.NumberOfElements);

    /// <summary>The draws of one element: one number a draw.</summary>
    /// <param name="index">Its place within a draw, row-major; a number's only element is 0.</param>
    public double[] Element(long index = 0)
    {
        long size = Shape.NumberOfElements;
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var element = new double[Count];
        for (int draw = 0; draw < element.Length; draw++) element[draw] = Values[(int)((draw * size) + index)];
        return element;
    }

    /// <summary>The draws of one element by chain and draw.</summary>
    /// <param name="index">As for <see cref="Element"/>.</param>
    public double[][] ByChain(long index = 0) => [.. Element(index).Chunk(Math.Max(Count / Chains, 1))];

    /// <summary>The draws of these numbers, in this order, as one chain; one may be named more than once.</summary>
    public Draws Select(ReadOnlySpan<int> draws)
    {
        var selected = ImmutableArray.CreateBuilder<double>(draws.Length * (int)Shape.NumberOfElements);
        foreach (int draw in draws) selected.AddRange(this[draw]);
        return new Draws(Name, Shape, selected.MoveToImmutable(), Role, Dtype);
    }

    /// <summary>Name, number and shape.</summary>
    public override string ToString() => $"{Name}: {Count} draws of {Shape}";
}
