namespace Ppl.Handlers;

/// <summary>Points of a site's support that are not the one that it has.</summary>
internal static class OtherValues
{
    private const int Draws = 2, MostListed = 6, MostDraws = 20;

    /// <summary>Few programs read what they observe, and a long series has many observations.</summary>
    private const int MostObserved = 2;

    /// <summary>A generator that depends on a name and nothing else.</summary>
    public static Rng Stream(Rng rng, string name)
    {
        const ulong offset = 14695981039346656037, prime = 1099511628211;    // FNV-1a
        return rng.Fork(name.Aggregate(offset, (hash, letter) => unchecked((hash ^ letter) * prime)));
    }

    /// <summary>A draw; of what cannot be drawn, a point of the support.</summary>
    public static Tensor First(SampleSite site, Rng rng)
    {
        using Rng stream = Stream(rng, site.Name);
        try
        {
            return site.Distribution.Sample(stream);
        }
        catch (PplException error) when (error.Code == "PPL027")
        {
            Tensor like = torch.zeros((site.Distribution.BatchShape + site.Distribution.EventShape).AsSpan(), stream.Dtype, stream.Device);
            return site.Distribution.Support.FeasiblePoint(like).expand_as(like);
        }
    }

    /// <summary>Other values of a sample site, a few of those that it can have.</summary>
    public static IEnumerable<Tensor> Of(SampleSite site, Rng rng)
    {
        Tensor value = site.Value!;
        using Rng stream = Stream(rng, site.Name).Fork(1);
        IEnumerable<Tensor> candidates =
            site.Enumeration is { } frame ? [value.flip(frame.Dim - site.Distribution.EventShape.Rank)]
            : site.Distribution.HasEnumerableSupport ? Listed(site.Distribution, value)
            : Drawn(site.Distribution, value, stream);
        return Differing(candidates, value).DefaultIfEmpty(Nudged(value)).Take(site.IsObserved ? site.Distribution.Support.IsDiscrete ? MostObserved : 1 : int.MaxValue);
    }

    /// <summary>Other values of a parameter, within its constraint.</summary>
    public static IEnumerable<Tensor> Of(ParamSite site, Tensor value, Rng rng)
    {
        using Rng stream = Stream(rng, site.Name).Fork(1);
        return Differing(Moved(site.Constraint, value, stream), value).DefaultIfEmpty(Nudged(value));
    }

    /// <summary>A value near, for one of which nothing is known: it may not be a possible one.</summary>
    public static Tensor Nudged(Tensor value) =>
        value.is_floating_point() ? value + (value.abs() + 1) * 0.1
        : value.dtype == torch.ScalarType.Bool ? value.logical_not()
        : value + 1;

    /// <summary>Are the two of the same shape and the same numbers, NaN like NaN?</summary>
    public static bool AreSame(Tensor a, Tensor b) =>
        Shape.Of(a) == Shape.Of(b) && TensorText.ToDoubles(a).AsSpan().SequenceEqual(TensorText.ToDoubles(b));

    /// <summary>The weight a step away from where it is.</summary>
    public static Tensor Moved(Tensor weight, Rng stream) => weight + stream.Randn(Shape.Of(weight), weight) * 0.1;

    private static Tensor[] Differing(IEnumerable<Tensor> candidates, Tensor value)
    {
        try
        {
            return [.. candidates.Select(candidate => Fitted(candidate, value)).Where(candidate => !AreSame(candidate, value))];
        }
        catch (PplException)
        {
            return [];    // no draws, no bijection
        }
    }

    /// <summary>Each listed value for all elements at once: each element then has one that is another.</summary>
    private static IEnumerable<Tensor> Listed(Distributions.Distribution distribution, Tensor value)
    {
        Tensor support = distribution.EnumerateSupport(expand: false);
        long count = support.size(0), shown = Math.Min(count, MostListed);
        for (long i = 0; i < shown; i++) yield return support[shown == 1 ? 0 : i * (count - 1) / (shown - 1)].expand_as(value);
    }

    private static IEnumerable<Tensor> Drawn(Distributions.Distribution distribution, Tensor value, Rng stream)
    {
        if (distribution is Distributions.ImproperUniform) return Moved(distribution.Support, value, stream);
        IEnumerable<Tensor> draws = Enumerable.Range(0, MostDraws).Select(_ => distribution.Sample(stream))
            .Where(draw => !AreSame(Fitted(draw, value), value)).Take(Draws);
        return distribution.Support.IsDiscrete ? draws.Concat(Neighbours(distribution.Support, value)) : draws;
    }

    /// <summary>The next larger and the next smaller numbers, where all of them are possible.</summary>
    private static IEnumerable<Tensor> Neighbours(Constraint support, Tensor value) =>
        new[] { value + 1, value - 1 }.Where(moved => support.Check(moved).all().item<bool>());

    /// <summary>Steps of size 1 in unconstrained space.</summary>
    private static IEnumerable<Tensor> Moved(Constraint constraint, Tensor value, Rng stream)
    {
        if (constraint.IsDiscrete || !value.is_floating_point()) yield break;
        Transform bijection = Biject.To(constraint);
        Tensor position = bijection.Inverse(value);
        for (int i = 0; i < Draws; i++) yield return bijection.Forward(position + stream.Randn(Shape.Of(position), position));
    }

    /// <summary>The candidate in the value's shape and dtype: its first elements where it has more.</summary>
    private static Tensor Fitted(Tensor candidate, Tensor value)
    {
        while (candidate.dim() > value.dim()) candidate = candidate[0];
        for (int dim = 0; dim < value.dim(); dim++)
            if (candidate.dim() == value.dim() && candidate.size(dim) > value.size(dim)) candidate = candidate.narrow(dim, 0, value.size(dim));
        return candidate.to(value.dtype).expand_as(value).detach();
    }
}
