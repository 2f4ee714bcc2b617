using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>
/// Puts the lanes of an array together. Lanes that meet all along are added as lanes, what goes to one place as numbers, many of which are stored side by side and summed as a
/// vector; the rest becomes pieces of a block.
/// </summary>
internal sealed class Scattering(LaneGraph graph, Meeting meeting, Layout layout)
{
    private const int MostTerms = 32;
    private const int ShortestVector = 8;

    private readonly List<Lane>?[] wholes = new List<Lane>?[layout.Lanes];
    private readonly Dictionary<int, List<Lane>> numbers = [];      // by place, lane after lane
    private readonly List<(Lane Value, int[] Places)> strewn = [];

    /// <summary>Each element of a lane goes to an index of the array.</summary>
    public void Add(Lane value, int[] indices)
    {
        int[] places = layout.Length == 1 ? indices : Array.ConvertAll(indices, index => layout.Locate(index) is var (lane, position) ? lane * layout.Length + position : 0);
        if (!places.AsSpan().ContainsAnyExcept(places[0])) AddNumber(places[0], graph.Fold(meeting, value, places.Length));
        else if (places.Length == layout.Length && places[0] % layout.Length == 0 && IsRun(places)) AddWhole(places[0] / layout.Length, value);
        else if (meeting == Meeting.Sum) strewn.Add((value, places));
        else
            foreach (IGrouping<int, int> group in Enumerable.Range(0, places.Length).GroupBy(i => places[i])) AddLargest(value, group.Key, [.. group]);
    }

    /// <summary>The array.</summary>
    public Lane[] Lanes()
    {
        if (numbers.Count > 0 || strewn.Count > 0) AddPieces(numbers.OrderBy(static pair => pair.Key).Select(pair => (pair.Key, Met(pair.Value))).ToList());
        var lanes = new Lane[layout.Lanes];
        for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = Met(wholes[lane] ?? []);
        return lanes;
    }

    private void AddPieces(List<(int Place, Lane Value)> met)
    {
        // Only lanes to which a piece goes have room in the block.
        int[] touched = [.. met.Select(number => number.Place).Concat(strewn.SelectMany(vector => vector.Places)).Select(place => place / layout.Length).Distinct().Order()];
        int[] shift = new int[layout.Lanes];
        for (int i = 0; i < touched.Length; i++) shift[touched[i]] = (i - touched[i]) * layout.Length;
        int PlaceOf(int place) => place + shift[place / layout.Length];

        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach ((int place, Lane value) in met) pieces.Add(new(value, 1, PlaceOf(place), 0));
        foreach ((Lane value, int[] places) in strewn)
        {
            int[] offsets = Array.ConvertAll(places, PlaceOf);
            pieces.Add(IsEven(offsets) ? new(value, offsets.Length, offsets[0], offsets[1] - offsets[0]) : new(value, offsets.Length, 0, 1, graph.Memory.Table(offsets)));
        }
        if (meeting == Meeting.Maximum)
            foreach (int place in Enumerable.Range(0, touched.Length * layout.Length).Except(pieces.Select(piece => piece.Offset).ToArray()))
                pieces.Add(new(graph.Number(double.NegativeInfinity), 1, place, 0));

        Joined block = graph.Join(touched.Length * layout.Length, pieces.DrainToImmutable());
        for (int i = 0; i < touched.Length; i++)
            AddWhole(touched[i], graph.Read(block, i * layout.Length, layout.Length == 1 ? 0 : 1, layout.Length));
    }

    private void AddWhole(int lane, Lane value) => (wholes[lane] ??= []).Add(value);

    private void AddNumber(int place, Lane value)
    {
        if (layout.Length == 1) AddWhole(place, value);
        else if (numbers.TryGetValue(place, out List<Lane>? values)) values.Add(value);
        else numbers.Add(place, [value]);
    }

    private void AddLargest(Lane value, int place, int[] positions)
    {
        if (!value.IsVector || positions.Length == 1) AddNumber(place, graph.At(value, positions[0]));
        else if (positions.Length < ShortestVector)
            foreach (int position in positions) AddNumber(place, graph.At(value, position));
        else AddNumber(place, graph.Fold(meeting, graph.Slice(value, positions), positions.Length));
    }

    private Lane Met(List<Lane> values)
    {
        if (values.Count <= MostTerms || values.Exists(static value => value.IsVector)) return graph.Meet(meeting, CollectionsMarshal.AsSpan(values));
        Joined block = graph.Join(values.Count, [.. values.Select((value, i) => new Piece(value, 1, i, 0))]);
        return graph.Fold(meeting, graph.Read(block, 0, 1, values.Count), values.Count);
    }

    private static bool IsRun(int[] places)
    {
        for (int i = 1; i < places.Length; i++)
            if (places[i] != places[0] + i) return false;
        return true;
    }

    private static bool IsEven(int[] places)
    {
        for (int i = 2; i < places.Length; i++)
            if (places[i] - places[i - 1] != places[1] - places[0]) return false;
        return true;
    }
}
