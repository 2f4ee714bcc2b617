namespace Ppl.Compilation;

/// <summary>
/// Of what kind each step of a list is: steps of one kind can be one statement of a loop. The operator, or the memory that is written, and where each operand comes from: a known
/// number, a memory, a step so many places before, or one far away.
/// </summary>
/// <param name="items">How many items there are.</param>
internal sealed class StepKinds(int items)
{
    private const int Nearest = 16;
    private const int Bits = 5;
    private const int Pieces = 64;

    private readonly int[] places = new int[items];        // of each item, in the list that it was last in

    public int[] Of(List<Step> steps)
    {
        int[] kinds = new int[steps.Count];
        for (int i = 0; i < kinds.Length; i++)
        {
            switch (steps[i])
            {
                case Operation operation:
                    int kind = (int)operation.Operator << (3 * Bits);
                    for (int k = operation.Sources - 1; k >= 0; k--) kind |= Source(operation[k], steps, i) << (k * Bits);
                    (kinds[i], places[operation.Id]) = (kind, i);
                    break;
                case Piece piece:
                    kinds[i] = ((Pieces + 2 * (int)piece.Block.Memory + (piece.IsAdded ? 1 : 0)) << (3 * Bits)) | Source(piece.Value, steps, i);
                    break;
                default:
                    kinds[i] = -1 - i;        // nothing is like a call
                    break;
            }
        }
        return kinds;
    }

    private int Source(Lane lane, List<Step> steps, int at)
    {
        if (lane is Known) return 1;
        if (lane is Read read) return 2 + (int)read.Block.Memory;
        int place = places[lane.Id], back = at - place;
        return back is > 0 and <= Nearest && steps[place] == lane ? 6 + back : 6;
    }
}
