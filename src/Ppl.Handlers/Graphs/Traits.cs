using System.Collections;
using System.Reflection;
using Ppl.Distributions;

namespace Ppl.Handlers;

/// <summary>
/// All by which a site can depend on others, as managed numbers: the parameters of its distribution, however deep, its log density, mask and scale;
/// a factor's term; a deterministic site's value. Numbers are compared exactly: rounding hides no dependence and makes none.
/// </summary>
internal sealed class Traits
{
    private const BindingFlags OwnFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly List<object> parts = [];

    private Traits() { }

    /// <summary>The traits of a site; null for one that depends on nothing.</summary>
    /// <param name="site">A site that was performed.</param>
    /// <param name="computed">What a deterministic site would have been, had its value not been given.</param>
    public static Traits? Of(Site site, Tensor? computed)
    {
        var traits = new Traits();
        switch (site)
        {
            case SampleSite sample:
                traits.Read(sample.Distribution);
                traits.ReadDensity(sample);
                break;
            case FactorSite factor:
                traits.ReadDensity(factor);
                break;
            case DeterministicSite:
                traits.Read(computed);
                break;
            default: return null;
        }
        return traits;
    }

    public bool AreThoseOf(Traits other) => parts.SequenceEqual(other.parts, SamePart.Instance);

    /// <summary>A mask that the density does not see at the value that the site happens to have is a trait too.</summary>
    private void ReadDensity(ScoredSite site)
    {
        parts.Add(site.Scale);
        Read(site.Mask);
        try
        {
            Read(site.ScaledLogProb);
        }
        catch (PplException)
        {
            parts.Add("no density at this value");
        }
    }

    private void Read(object? part)
    {
        switch (part)
        {
            case null:
                parts.Add("null");
                break;
            case Tensor tensor:
                parts.Add(Shape.Of(tensor));
                parts.Add(TensorText.ToDoubles(tensor));
                break;
            case TensorLike { IsTensor: true } like:
                Read(like.Tensor);
                break;
            case TensorLike like:
                parts.Add(like.Shape);
                parts.Add(like.Values);
                break;
            case string or bool or double or long or int or Enum or Shape:
                parts.Add(part);
                break;
            case IEnumerable sequence:
                foreach (object? element in sequence) Read(element);
                break;
            case Distribution or Transform or Constraint or ValueType:
                parts.Add(part.GetType());
                for (Type? type = part.GetType(); type is not null; type = type.BaseType)
                    foreach (FieldInfo field in type.GetFields(OwnFields)) Read(field.GetValue(part));
                break;
        }
    }

    private sealed class SamePart : IEqualityComparer<object>
    {
        public static SamePart Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? a, object? b) =>
            (a, b) is (double[] x, double[] y) ? x.AsSpan().SequenceEqual(y) : Equals(a, b);

        int IEqualityComparer<object>.GetHashCode(object part) => part.GetHashCode();
    }
}
