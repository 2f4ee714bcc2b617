namespace Ppl.Infer;

internal sealed partial class PointLayout
{
    /// <summary>The layout of many points in one run of the program, to the left of so many dims of its plates.</summary>
    public PointLayout SideBySide(int count, int plateDepth)
    {
        var wide = new PointLayout();
        var all = new Chunk(0, count, plateDepth);
        for (int i = 0; i < parts.Count; i++) wide.Add(parts[i].Name, all.Wide(parts[i].Shape, parts[i].Events), (int)sizes[i], parts[i].Dtype, parts[i].Events);
        return wide;
    }
}
