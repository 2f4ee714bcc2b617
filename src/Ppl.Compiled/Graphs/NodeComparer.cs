using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Ppl.Compilation;

/// <summary>Nodes that say the same of the same operands are equal here, whatever their numbers.</summary>
internal sealed class NodeComparer : IEqualityComparer<Node>
{
    public static readonly NodeComparer Instance = new();

    public bool Equals(Node? one, Node? other) =>
        one is not null && other is not null && one.GetType() == other.GetType() && one.Shape.AsSpan().SequenceEqual(other.Shape.AsSpan())
        && one.Operands.AsSpan().SequenceEqual(other.Operands.AsSpan()) && (one, other) switch
        {
            (Constant a, Constant b) => Bytes(a).SequenceEqual(Bytes(b)),
            (Elementwise a, Elementwise b) => a.Operator == b.Operator,
            (Take a, Take b) => a.Map.Equals(b.Map),
            (Scatter a, Scatter b) => a.Meeting == b.Meeting && a.Maps.AsSpan().SequenceEqual(b.Maps.AsSpan()),
            (Product a, Product b) => a.IsTransposed == b.IsTransposed,
            (Call a, Call b) => a.Kernel == b.Kernel && a.Sizes.AsSpan().SequenceEqual(b.Sizes.AsSpan()),
            _ => true,
        };

    public int GetHashCode([DisallowNull] Node node)
    {
        var hash = new HashCode();
        hash.Add(node.GetType());
        foreach (int length in node.Shape) hash.Add(length);
        foreach (Node operand in node.Operands) hash.Add(operand.Id);
        switch (node)
        {
            case Constant constant: hash.AddBytes(Bytes(constant)); break;
            case Elementwise elementwise: hash.Add(elementwise.Operator); break;
            case Take take: hash.Add(take.Map); break;
            case Scatter scatter:
                hash.Add(scatter.Meeting);
                foreach (IndexMap map in scatter.Maps) hash.Add(map);
                break;
            case Product product: hash.Add(product.IsTransposed); break;
            case Call call: hash.Add(call.Kernel); break;
        }
        return hash.ToHashCode();
    }

    private static ReadOnlySpan<byte> Bytes(Constant constant) => MemoryMarshal.AsBytes(constant.Values);
}
