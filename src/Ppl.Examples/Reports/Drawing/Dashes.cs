using System.Numerics;

namespace Ppl.Examples;

/// <summary>A broken line: the lengths of a dash and of the gap after it.</summary>
internal sealed record Dashes(float Length, float Gap)
{
    /// <summary>The dashes of a polyline; one may go around a corner.</summary>
    public IEnumerable<IReadOnlyList<Vector2>> Cut(IReadOnlyList<Vector2> line)
    {
        List<Vector2> dash = [line[0]];
        (bool inked, float left) = (true, Length);
        for (int i = 1; i < line.Count; i++)
        {
            Vector2 from = line[i - 1], to = line[i];
            for (float rest = Vector2.Distance(from, to); rest > left; rest = Vector2.Distance(from, to))
            {
                from = Vector2.Lerp(from, to, left / rest);
                dash.Add(from);
                if (inked) yield return dash;
                (dash, inked) = ([from], !inked);
                left = inked ? Length : Gap;
            }
            left -= Vector2.Distance(from, to);
            dash.Add(to);
        }
        if (inked) yield return dash;
    }
}
