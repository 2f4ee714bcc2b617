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
    private Dictionary<int, List<Lane>>? numbers;      // by place, lane after lane
    private List<Strewn>? strewn;

    /// <summary>A lane whose elements go to different places.</summary>
    private sealed record Strewn(Lane Value, int[] Places);

    /// <summary>A number goes to an index of the array.</summary>
    public void Add(Lane value, int index) => AddNumber(PlaceOf(index), value);

    /// <summary>Each element of a lane goes to an index of the array.</summary>
    public void Add(Lane value, int[] indices)
    {
        int[] places = layout.Length == 1 ? indices : Array.ConvertAll(indices, PlaceOf);
        if (!places.AsSpan().ContainsAnyExcept(places[0])) AddNumber(places[0], graph.Fold(meeting, value, places.Length));
        else if (places.Length == layout.Length && places[0] % layout.Length == 0 && IsRun(places)) AddWhole(places[0] / layout.Length, value);
        else if (meeting == Meeting.Sum) (strewn ??= []).Add(new(value, places));
        else AddLargest(value, places);
    }

    /// <summary>The array.</summary>
    public void Fill(Span<Lane> lanes)
    {
        if (numbers is not null || strewn is not null) AddPieces();
        for (int lane = 0; lane < lanes.Length; lane++) lanes[lane] = wholes[lane] is { } values ? Met(values) : graph.Meet(meeting, []);
    }

    // Lane after lane.
    private int PlaceOf(int index)
    {
        (int lane, int position) = layout.Locate(index);
        return lane * layout.Length + position;
    }

    private void AddPieces()
    {
        int[] numbered = numbers is null ? [] : [.. numbers.Keys];
        Array.Sort(numbered);
        Lane[] met = Array.ConvertAll(numbered, place => Met(numbers![place]));

        // Only lanes to which a piece goes have room in the block.
        bool[] isTouched = new bool[layout.Lanes];
        Touch(numbered);
        foreach (Strewn vector in strewn ?? []) Touch(vector.Places);
        int[] starts = new int[layout.Lanes];
        int length = 0;
        for (int lane = 0; lane < starts.Length; lane++)
            if (isTouched[lane]) (starts[lane], length) = (length, length + layout.Length);

        List<Piece> pieces = [];
        for (int i = 0; i < met.Length; i++) pieces.Add(new(met[i], 1, OwnPlace(numbered[i]), 0));
        foreach (Strewn vector in strewn ?? [])
        {
            int[] offsets = Array.ConvertAll(vector.Places, OwnPlace);
            pieces.Add(IsEven(offsets) ? new(vector.Value, offsets.Length, offsets[0], offsets[1] - offsets[0]) : new(vector.Value, offsets.Length, 0, 1, graph.Memory.Table(offsets)));
        }
        if (meeting == Meeting.Maximum) AddLeast(pieces, length);

        Joined block = graph.Join(length, CollectionsMarshal.AsSpan(pieces));
        for (int lane = 0; lane < starts.Length; lane++)
            if (isTouched[lane]) AddWhole(lane, graph.Read(block, starts[lane], layout.Length == 1 ? 0 : 1, layout.Length));

        void Touch(int[] places)
        {
            foreach (int place in places) isTouched[place / layout.Length] = true;
        }

        int OwnPlace(int place) => starts[place / layout.Length] + place % layout.Length;
    }

    // What is the largest where nothing comes.
    private void AddLeast(List<Piece> pieces, int length)
    {
        bool[] isTaken = new bool[length];
        foreach (Piece piece in pieces) isTaken[piece.Offset] = true;
        for (int place = 0; place < length; place++)
            if (!isTaken[place]) pieces.Add(new(graph.Number(double.NegativeInfinity), 1, place, 0));
    }

    private void AddWhole(int lane, Lane value) => (wholes[lane] ??= []).Add(value);

    private void AddNumber(int place, Lane value)
    {
        if (layout.Length == 1) AddWhole(place, value);
        else if ((numbers ??= []).TryGetValue(place, out List<Lane>? values)) values.Add(value);
        else numbers.Add(place, [value]);
    }

    private void AddLargest(Lane value, int[] places)
    {
        foreach (IGrouping<int, int> group in Enumerable.Range(0, places.Length).GroupBy(i => places[i])) AddLargest(value, group.Key, [.. group]);
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
