using System.Globalization;

namespace Ppl.Handlers;

/// <summary>
/// The plates of a graph as nested boxes, as pictures and their languages want them. Plates that cross have no such nesting: of two, the one with more
/// sites (else the one met first) is drawn in one piece, the other in a piece inside it and a piece outside, of the same name and size.
/// </summary>
/// <param name="frame">The plate; null for the whole picture.</param>
internal sealed class PlateBox(PlateFrame? frame)
{
    /// <summary>The plate; null for the whole picture.</summary>
    public PlateFrame? Frame { get; } = frame;

    public List<PlateBox> Boxes { get; } = [];

    public List<ModelNode> Nodes { get; } = [];

    /// <summary>Such as <c>images (64 of 60000)</c>.</summary>
    public string Label => Frame is not { } plate ? "" : plate.Size == plate.SubsampleSize
        ? string.Create(CultureInfo.InvariantCulture, $"{plate.Name} ({plate.Size})")
        : string.Create(CultureInfo.InvariantCulture, $"{plate.Name} ({plate.SubsampleSize} of {plate.Size})");

    public static PlateBox Of(ModelGraph graph)
    {
        string[] plates = [.. graph.Nodes.SelectMany(node => node.Plates.Reverse()).GroupBy(frame => frame.Name)
            .OrderByDescending(members => members.Count()).Select(members => members.Key)];
        var root = new PlateBox(null);
        foreach (ModelNode node in graph.Nodes)
        {
            PlateBox box = root;
            foreach (PlateFrame frame in node.Plates.Reverse().OrderBy(frame => Array.IndexOf(plates, frame.Name))) box = box.Inner(frame);
            box.Nodes.Add(node);
        }
        return root;
    }

    private PlateBox Inner(PlateFrame frame)
    {
        if (Boxes.Find(box => box.Frame!.Value.Name == frame.Name) is { } known) return known;
        var box = new PlateBox(frame);
        Boxes.Add(box);
        return box;
    }
}
