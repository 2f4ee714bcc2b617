using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>What a guide knows of a latent from one run of the model: nothing in it is a tensor, so that it outlives the run.</summary>
/// <param name="Name">The site's name.</param>
/// <param name="Shape">The value's shape in the run: batch + event.</param>
/// <param name="Support">The support, as dims of which are the event's.</param>
/// <param name="Plates">The plates around the site, innermost first.</param>
internal sealed record Latent(string Name, Shape Shape, Constraint Support, ImmutableArray<PlateFrame> Plates)
{
    private Transform? transform;

    /// <summary>From unconstrained space onto the support.</summary>
    public Transform Transform => transform ??= Biject.To(Support);

    /// <summary>Of a discrete latent: are the values of a dtype of whole numbers, as indices are?</summary>
    public bool IsWhole { get; init; }

    /// <summary>Does the run look at some elements of a plate around the site only?</summary>
    public bool IsLocal => Plates.Any(plate => plate.SubsampleSize < plate.Size);

    /// <summary>Are the support and unconstrained space the same?</summary>
    public bool IsReal => Numbers.Equals(Constraints.Real);

    /// <summary>Does the bijection take each number by itself? It is then monotone.</summary>
    public bool IsElementwise => Numbers is Interval;

    /// <summary>Have the elements of plates bounds of their own?</summary>
    public bool HasBoundsOfRows => Numbers is Interval interval && Math.Max(interval.Low.Shape.Rank, interval.High.Shape.Rank) > EventDim;

    /// <summary>How many dims on the right of a value belong to one element.</summary>
    public int EventDim => Support.EventDim;

    /// <summary>How many dims on the right of an unconstrained value belong to one element.</summary>
    public int UnconstrainedDim => Transform.Domain.EventDim;

    /// <summary>The shape of the unconstrained value in the run.</summary>
    public Shape Unconstrained => Transform.InverseShape(Shape);

    /// <summary>The set in which the numbers lie, or the smallest parts of a value that are judged together.</summary>
    public Constraint Numbers => Support is IndependentConstraint independent ? independent.Inner : Support;

    public static Latent Of(SampleSite site)
    {
        Constraint support = site.Distribution.Support;
        return new Latent(
            site.Name, site.Distribution.BatchShape + site.Distribution.EventShape,
            WithoutTensors(support.ToEvent(site.Distribution.EventShape.Rank - support.EventDim)), site.Plates);
    }

    /// <summary>The latent as it is when all elements of its plates are looked at.</summary>
    public Latent Whole()
    {
        if (!IsLocal) return this;
        long[] sizes = Shape.ToArray();
        foreach (PlateFrame plate in Plates) sizes[^(EventDim - plate.Dim)] = plate.Size;
        return this with { Shape = sizes, Plates = [.. Plates.Select(plate => plate with { SubsampleSize = plate.Size })] };
    }

    /// <summary>A value for some elements of the plates, repeated until there is one for each.</summary>
    public Tensor Repeated(Tensor value, int eventDim)
    {
        foreach (PlateFrame plate in Plates)
        {
            if (plate.SubsampleSize == plate.Size) continue;
            Tensor elements = torch.arange(plate.Size, device: value.device).remainder(plate.SubsampleSize);
            value = value.index_select(plate.Dim - eventDim, elements);
        }
        return value;
    }

    /// <summary>The set, its bounds copied out of tensors.</summary>
    private static Constraint WithoutTensors(Constraint constraint) => constraint switch
    {
        Interval interval => interval with { Low = WithoutTensor(interval.Low), High = WithoutTensor(interval.High) },
        IndependentConstraint independent => WithoutTensors(independent.Inner).ToEvent(independent.Dims),
        StackConstraint stack => stack with { Parts = [.. stack.Parts.Select(WithoutTensors)] },
        CatConstraint cat => cat with { Parts = [.. cat.Parts.Select(WithoutTensors)] },
        _ => constraint,
    };

    private static TensorLike WithoutTensor(TensorLike bound)
    {
        if (!bound.IsTensor) return bound;
        double[] numbers = TensorText.ToDoubles(bound.ToTensor());
        return numbers.Length > 0 && numbers.All(number => number.Equals(numbers[0])) ? numbers[0] : TensorLike.Create(numbers, bound.Shape);
    }
}
