namespace Ppl.Compilation;

/// <summary>
/// Of what kind each step of a list is: steps of one kind can be one statement of a loop. The operator, or the memory that is written, and where each operand comes from: a known
/// number, a memory, a step so many places before, or one far away.
/// </summary>
internal static class StepKinds
{
    private const int Nearest = 16;
    private const int Bits = 5;
    private const int Pieces = 64;

    public static int[] Of(List<Step> steps)
    {
        int[] kinds = new int[steps.Count];
        for (int i = 0; i < kinds.Length; i++)
        {
            Step step = steps[i];
            if (step.Item is Operation operation)
            {
                kinds[i] = (int)operation.Operator << (3 * Bits);
                for (int k = 0; k < operation.Operands.Length; k++) kinds[i] |= Source(operation.Operands[k], i) << (k * Bits);
            }
            else if (step.Item is Joined block)
                kinds[i] = ((Pieces + 2 * (int)block.Memory + (block.IsAdded(step.Piece) ? 1 : 0)) << (3 * Bits)) | Source(step.Piece.Value, i);
            else
                kinds[i] = -1 - i;        // nothing is like a call
        }
        return kinds;

        int Source(Lane lane, int at) => lane switch
        {
            Known => 1,
            Read read => 2 + (int)read.Block.Memory,
            _ => 6 + StepsBack(lane, at),
        };

        // 0 where it is far away.
        int StepsBack(Lane lane, int at)
        {
            for (int back = Math.Min(at, Nearest); back > 0; back--)
                if (steps[at - back].Item == lane) return back;
            return 0;
        }
    }
}
