using Ppl.Handlers;

namespace Ppl.Infer;

/// <summary>The axes of an enumerated run's terms, or of several runs' that share plates and enumerated sites: one object for each name.</summary>
internal sealed class AxisTable
{
    private readonly Dictionary<string, PlateAxis> plates = [];
    private readonly List<PlateAxis> plateList = [];
    private readonly Dictionary<string, EnumeratedAxis> enumerated = [];

    /// <param name="keepPlate">A plate whose elements are kept apart to the end, such as particles.</param>
    /// <param name="traces">The runs.</param>
    public AxisTable(string? keepPlate, params ReadOnlySpan<Trace> traces)
    {
        if (keepPlate is null) return;
        foreach (Trace trace in traces)
            if (FrameOf(trace, keepPlate) is { } frame) Kept ??= new BatchAxis(frame.Name, frame.SubsampleSize);
    }

    /// <summary>The plate whose elements are kept apart to the end; null where all are summed.</summary>
    public BatchAxis? Kept { get; }

    /// <summary>By their numbers.</summary>
    public IReadOnlyList<PlateAxis> Plates => plateList;

    /// <summary>The axis of an enumerated site.</summary>
    public EnumeratedAxis this[string site] => enumerated[site];

    /// <summary>The axis of a site that is summed over, unless the site has one: a model's run knows the guide's.</summary>
    public void Add(EnumerationFrame frame, ScoredSite site) => enumerated.TryAdd(frame.Name, new VariableAxis(frame, SetOf(site), enumerated.Count));

    /// <summary>The axis of a site that the guide enumerates.</summary>
    public void AddGuide(EnumerationFrame frame, ScoredSite site) => enumerated.Add(frame.Name, new GuideAxis(frame, SetOf(site)));

    public IEnumerable<PlateAxis> PlatesOf(EnumeratedAxis axis) => axis.Plates.Numbers.Select(number => plateList[number]);

    /// <summary>The plates around a site, without the one that is kept.</summary>
    public PlateSet SetOf(ScoredSite site)
    {
        PlateSet set = PlateSet.None;
        foreach (PlateFrame frame in site.Plates)
            if (frame.Name != Kept?.Name) set |= PlateOf(frame).AsSet;
        return set;
    }

    /// <summary>The plates around the sites whose values, enumerated by the guide, a table has axes for.</summary>
    public static PlateSet PlatesOf(NamedTensor table)
    {
        PlateSet plates = PlateSet.None;
        foreach (Axis axis in table.Axes)
            if (axis is GuideAxis guided) plates |= guided.Plates;
        return plates;
    }

    /// <summary>How many elements of the whole one of each plate stands for.</summary>
    public double ScaleOf(PlateSet set)
    {
        double scale = 1;
        foreach (int number in set.Numbers) scale *= plateList[number].Scale;
        return scale;
    }

    /// <summary>The axes of a site's plates at the dims that they have there, from left to right.</summary>
    public Axis[] PlateDimsOf(ScoredSite site)
    {
        var dims = new Axis[site.Plates.IsEmpty ? 0 : site.Plates.Max(frame => -frame.Dim)];
        Array.Fill(dims, new BatchAxis("", 1));
        foreach (PlateFrame frame in site.Plates) dims[^-frame.Dim] = frame.Name == Kept?.Name ? Kept! : PlateOf(frame);
        return dims;
    }

    public PlateAxis PlateOf(PlateFrame frame)
    {
        if (plates.TryGetValue(frame.Name, out PlateAxis? plate)) return plate;
        plate = new PlateAxis(frame.Name, frame.SubsampleSize, frame.Scale, plates.Count);
        plateList.Add(plate);
        return plates[frame.Name] = plate;
    }

    /// <summary>Whose a batch dim of a site is, that is longer than 1.</summary>
    /// <exception cref="PplException">PPL031, as for a term.</exception>
    public Axis AxisAt(int dim, ScoredSite site)
    {
        foreach (EnumerationFrame frame in site.Enumerations)
        {
            if (frame.Dim != dim) continue;
            EnumeratedAxis axis = enumerated[frame.Name];
            return SetOf(site).Contains(axis.Plates) ? axis : throw Error.OutsideItsPlate(site, axis.Name, [.. PlatesOf(axis).Select(plate => plate.Name)]);
        }
        foreach (PlateFrame frame in site.Plates)
            if (frame.Dim == dim) return frame.Name == Kept?.Name ? Kept! : PlateOf(frame);
        throw new InvalidOperationException($"{site.Description}: dim {dim} belongs to nobody.");
    }

    /// <summary>A term of a site, its dims named.</summary>
    /// <param name="term">Shaped like the site's log density, or broadcasts to that shape.</param>
    /// <param name="site">The site.</param>
    /// <exception cref="PplException">PPL031: it depends on an enumerated site of a plate that it is outside of.</exception>
    public NamedTensor TableOf(Tensor term, ScoredSite site)
    {
        long[] shape = term.shape;
        int rank = shape.Length;
        if (!site.Plates.IsEmpty) term = WithoutCopies(term, shape, site);
        var axes = new List<Axis>(rank);
        for (int dim = 0; dim < rank; dim++)
            if (shape[dim] != 1) axes.Add(AxisAt(dim - rank, site));
        return new NamedTensor(axes.Count == term.dim() ? term : term.reshape([.. axes.Select(axis => axis.Length)]), [.. axes]);
    }

    /// <summary>A table of logarithms multiplied over the elements of plates: their sum.</summary>
    /// <param name="table">Constant along a plate that it lacks.</param>
    /// <param name="over">The plates.</param>
    /// <param name="isScaled">Does each element stand for as many as the plate's scale says?</param>
    public NamedTensor Product(NamedTensor table, PlateSet over, bool isScaled = true)
    {
        if (over.IsEmpty) return table;
        double copies = 1;
        var summed = new List<Axis>(over.Count);
        foreach (int number in over.Numbers)
        {
            PlateAxis plate = plateList[number];
            if (isScaled) copies *= plate.Scale;
            if (table.Has(plate)) summed.Add(plate);
            else copies *= plate.Length;
        }
        NamedTensor product = table.Sum(summed);
        return copies == 1 ? product : new NamedTensor(product.Tensor * copies, product.Axes);
    }

    /// <summary>Along a plate where all elements are one and the same memory, one of them says it all: the term without such dims, whose lengths become 1.</summary>
    private static Tensor WithoutCopies(Tensor term, long[] shape, ScoredSite site)
    {
        long[] strides = term.stride();
        for (int dim = shape.Length - 1; dim >= 0; dim--)
        {
            if (strides[dim] != 0 || shape[dim] == 1 || !site.Plates.Any(frame => frame.Dim == dim - shape.Length)) continue;
            term = term.select(dim, 0);
            shape[dim] = 1;
        }
        return term;
    }

    private static PlateFrame? FrameOf(Trace trace, string plate)
    {
        foreach (ScoredSite site in trace.Scored)
            foreach (PlateFrame frame in site.Plates)
                if (frame.Name == plate) return frame;
        return null;
    }
}
