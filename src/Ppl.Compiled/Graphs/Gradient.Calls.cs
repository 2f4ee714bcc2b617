using System.Collections.Immutable;

namespace Ppl.Compilation;

internal sealed partial class Gradient
{
    private void Pass(Call call, Node adjoint)
    {
        Node a = call.Arguments[0], b = call.Arguments[^1];
        ImmutableArray<int> sizes = call.Sizes;
        int batch = sizes[0], n = sizes[1], k = sizes.Length > 2 ? sizes[2] : n, m = sizes.Length > 3 ? sizes[3] : k;
        switch (call.Kernel)
        {
            case Kernel.Cholesky:
                Add(a, graph.Call(Kernel.CholeskyAdjoint, [call, adjoint], sizes, a.Shape));
                break;
            case Kernel.SolveLower:
                // L X = B: B̄ = L⁻ᵀ X̄, and what comes to L is -B̄ Xᵀ, in its triangle.
                Node solved = graph.Call(Kernel.SolveLowerTransposed, [a, adjoint], sizes, b.Shape);
                Add(b, solved);
                if (!a.IsData) Add(a, LowerTriangle(Negate(graph.Call(Kernel.MultiplyTransposedRight, [solved, call], [batch, n, m, n], a.Shape)), n));
                break;
            case Kernel.SolveLowerTransposed:
                solved = graph.Call(Kernel.SolveLower, [a, adjoint], sizes, b.Shape);
                Add(b, solved);
                if (!a.IsData) Add(a, LowerTriangle(Negate(graph.Call(Kernel.MultiplyTransposedRight, [call, solved], [batch, n, m, n], a.Shape)), n));
                break;
            case Kernel.Multiply:
                if (!a.IsData) Add(a, graph.Call(Kernel.MultiplyTransposedRight, [adjoint, b], [batch, n, m, k], a.Shape));
                if (!b.IsData) Add(b, graph.Call(Kernel.MultiplyTransposedLeft, [a, adjoint], [batch, k, n, m], b.Shape));
                break;
            case Kernel.MultiplyTransposedLeft:
                // C = Aᵀ B: Ā = B C̄ᵀ, B̄ = A C̄.
                if (!a.IsData) Add(a, graph.Call(Kernel.MultiplyTransposedRight, [b, adjoint], [batch, k, m, n], a.Shape));
                if (!b.IsData) Add(b, graph.Call(Kernel.Multiply, [a, adjoint], [batch, k, n, m], b.Shape));
                break;
            case Kernel.MultiplyTransposedRight:
                // C = A Bᵀ: Ā = C̄ B, B̄ = C̄ᵀ A.
                if (!a.IsData) Add(a, graph.Call(Kernel.Multiply, [adjoint, b], [batch, n, m, k], a.Shape));
                if (!b.IsData) Add(b, graph.Call(Kernel.MultiplyTransposedLeft, [adjoint, a], [batch, m, n, k], b.Shape));
                break;
            case Kernel.CumulativeSum:
                Add(a, graph.Call(Kernel.CumulativeSumBackwards, [adjoint], sizes, a.Shape));
                break;
            case Kernel.CumulativeSumBackwards:
                Add(a, graph.Call(Kernel.CumulativeSum, [adjoint], sizes, a.Shape));
                break;
            default:
                throw new NotSupportedException($"{call.Kernel} has no derivative here.");
        }
    }

    private Node LowerTriangle(Node matrices, int n)
    {
        double[] isKept = new double[matrices.Count];
        for (int i = 0; i < isKept.Length; i++) isKept[i] = i % n <= i / n % n ? 1 : 0;
        return Choose(graph.Constant(isKept, matrices.Shape), matrices, Number(0, matrices));
    }
}
