namespace Ppl.Compilation;

/// <summary>The elements of one node, given those of its operands; of these, one number stands for all where all are the same.</summary>
internal static class NodeValue
{
    /// <summary>The elements, row by row.</summary>
    public static double[] Of(Node node, Func<Node, double[]> operand) => node switch
    {
        Constant constant => Full(constant.Values.ToArray(), constant.Count),
        Elementwise elementwise => Of(elementwise, operand),
        Take take => Of(take, operand(take.Source)),
        Scatter scatter => Of(scatter, operand),
        Product product => ReferenceKernels.Compute(
            product.IsTransposed ? Kernel.MultiplyTransposedLeft : Kernel.Multiply,
            [1, product.Count, product.Vector.Count, 1],
            [Full(operand(product.Matrix), product.Matrix.Count), Full(operand(product.Vector), product.Vector.Count)]),
        Call call => ReferenceKernels.Compute(call.Kernel, call.Sizes, [.. call.Arguments.Select(argument => Full(operand(argument), argument.Count))]),
        _ => throw new ArgumentException($"a {node.GetType().Name} has no value of its own", nameof(node)),
    };

    private static double[] Of(Elementwise node, Func<Node, double[]> operand)
    {
        double[] x = operand(node.Operands[0]);
        double[] y = node.Operands.Length > 1 ? operand(node.Operands[1]) : [0];
        double[] z = node.Operands.Length > 2 ? operand(node.Operands[2]) : [0];
        double[] result = new double[node.Count];
        for (int i = 0; i < result.Length; i++) result[i] = Numbers.Apply(node.Operator, At(x, i), At(y, i), At(z, i));
        return result;
    }

    private static double[] Of(Take node, double[] source) => Array.ConvertAll(node.Map.ToArray(), index => At(source, index));

    private static double[] Of(Scatter node, Func<Node, double[]> operand)
    {
        double[] result = new double[node.Count];
        Array.Fill(result, node.Meeting == Meeting.Sum ? 0 : double.NegativeInfinity);
        for (int s = 0; s < node.Sources.Length; s++)
        {
            double[] source = operand(node.Sources[s]);
            int[] places = node.Maps[s].ToArray();
            for (int i = 0; i < places.Length; i++)
            {
                ref double place = ref result[places[i]];
                place = node.Meeting == Meeting.Sum ? place + At(source, i) : Math.Max(place, At(source, i));
            }
        }
        return result;
    }

    private static double At(double[] values, int i) => values.Length == 1 ? values[0] : values[i];

    private static double[] Full(double[] values, int count)
    {
        if (values.Length == count) return values;
        double[] full = new double[count];
        Array.Fill(full, values[0]);
        return full;
    }
}
