namespace Ppl.Infer;

/// <summary>A tensor each of whose dims is an axis. Along an axis that it lacks it is constant.</summary>
/// <param name="tensor">As many dims as there are axes, of their lengths.</param>
/// <param name="axes">From left to right; each once.</param>
internal sealed class NamedTensor(Tensor tensor, Axis[] axes)
{
    public Tensor Tensor { get; } = tensor;

    public Axis[] Axes { get; } = axes;

    public int DimOf(Axis axis) => Array.IndexOf(Axes, axis);

    public bool Has(Axis axis) => DimOf(axis) >= 0;

    /// <summary>A view that broadcasts against tensors whose dims are the given axes, which contain this one's.</summary>
    public Tensor AlignedTo(Axis[] target)
    {
        if (ReferenceEquals(target, Axes)) return Tensor;
        Tensor ordered = Tensor;
        var places = new int[Axes.Length];
        for (int i = 0; i < places.Length; i++) places[i] = Array.IndexOf(target, Axes[i]);
        if (!IsAscending(places))
        {
            long[] order = [.. Enumerable.Range(0, places.Length).OrderBy(i => places[i]).Select(i => (long)i)];
            ordered = Tensor.permute(order);
            Array.Sort(places);
        }
        if (places.Length == 0 || target.Length - places[0] == places.Length) return ordered;
        var shape = new long[target.Length - places[0]];
        Array.Fill(shape, 1);
        foreach (int place in places) shape[place - places[0]] = target[place].Length;
        return ordered.reshape(shape);
    }

    /// <summary>The elements stretched along axes that contain this one's.</summary>
    public NamedTensor Expanded(Axis[] target) => new(AlignedTo(target).expand(Lengths(target)), target);

    /// <summary>log (a · b) of two tensors of logarithms: the sum, over the axes of both.</summary>
    public static NamedTensor operator +(NamedTensor left, NamedTensor right) => Combine(left, right, static (a, b) => a + b);

    /// <summary>The product, over the axes of both.</summary>
    public static NamedTensor operator *(NamedTensor left, NamedTensor right) => Combine(left, right, static (a, b) => a * b);

    /// <summary>What an operation that broadcasts makes of both, over the axes of both.</summary>
    public static NamedTensor Combine(NamedTensor left, NamedTensor right, Func<Tensor, Tensor, Tensor> operation)
    {
        Axis[] axes = left.Contains(right) ? left.Axes : right.Contains(left) ? right.Axes : Union(left.Axes, right.Axes);
        return new NamedTensor(operation(left.AlignedTo(axes), right.AlignedTo(axes)), axes);
    }

    /// <summary>Does this have every axis of the other?</summary>
    public bool Contains(NamedTensor other)
    {
        foreach (Axis axis in other.Axes)
            if (!Has(axis)) return false;
        return true;
    }

    /// <summary>The tensor without an axis, by a reduction of one dim.</summary>
    public NamedTensor Reduce(Axis axis, Func<Tensor, long, Tensor> reduction) => new(reduction(Tensor, DimOf(axis)), Without(Axes, axis));

    /// <summary>The sum over axes, in one reduction.</summary>
    public NamedTensor Sum(IReadOnlyCollection<Axis> over) => over.Count == 0
        ? this
        : new NamedTensor(Tensor.sum([.. over.Select(axis => (long)DimOf(axis))]), Array.FindAll(Axes, axis => !over.Contains(axis)));

    /// <summary>The elements that an index names along an axis. The index may have further axes.</summary>
    /// <param name="axis">One of this tensor's.</param>
    /// <param name="index">Int64; has not the axis itself.</param>
    public NamedTensor At(Axis axis, NamedTensor index)
    {
        if (!Has(axis)) return this;
        Axis[] stretched = Union([.. index.Axes.Where(other => !Has(other))], Axes);
        int dim = Array.IndexOf(stretched, axis);
        long[] lengths = Lengths(stretched);
        Tensor source = AlignedTo(stretched).expand(lengths);
        lengths[dim] = 1;
        Tensor places = index.AlignedTo(stretched).expand(lengths);
        return new NamedTensor(source.gather(dim, places).squeeze(dim), Without(stretched, axis));
    }

    public static Axis[] Union(Axis[] left, Axis[] right) => [.. left.Where(axis => Array.IndexOf(right, axis) < 0), .. right];

    public static Axis[] Without(Axis[] axes, Axis axis) => Array.FindAll(axes, other => !ReferenceEquals(other, axis));

    public static long[] Lengths(Axis[] axes) => Array.ConvertAll(axes, axis => axis.Length);

    private static bool IsAscending(int[] places)
    {
        for (int i = 1; i < places.Length; i++)
            if (places[i] < places[i - 1]) return false;
        return true;
    }
}
