using System.Collections.Immutable;

namespace Ppl.Compilation;

internal sealed partial class Graph
{
    /// <summary>A function of two numbers, element by element; a number that is known takes the shape of the other.</summary>
    internal Node Apply(Operator @operator, Node x, Node y)
    {
        if (IsUniform(x) && x.Count == 1) return Apply(@operator, [Alike(x, y.Shape), y]);
        if (IsUniform(y) && y.Count == 1) return Apply(@operator, [x, Alike(y, x.Shape)]);
        return Apply(@operator, [x, y]);
    }

    /// <summary>A function of the elements of nodes of one shape.</summary>
    internal Node Apply(Operator @operator, params ReadOnlySpan<Node> operands)
    {
        ImmutableArray<int> shape = operands[0].Shape;
        bool isData = true, isUniform = true;
        foreach (Node operand in operands)
        {
            if (!HasShape(operand, shape)) throw ShapesDiffer(@operator, operands);
            isData &= operand.IsData;
            isUniform &= IsUniform(operand);
        }
        if (isUniform) return Constant(Numbers.Apply(@operator, Number(operands, 0), Number(operands, 1), Number(operands, 2)), shape);
        if (isData) return Fold(new Elementwise(nodes.Count, @operator, operands));
        return Hoisted(@operator, operands) ?? operands switch
        {
            [Node x] => Simplified(@operator, x),
            [Node x, Node y] => Simplified(@operator, x, y),
            _ => Simplified(@operator, operands),
        };
    }

    private static ArgumentException ShapesDiffer(Operator @operator, ReadOnlySpan<Node> operands)
    {
        var shapes = new string[operands.Length];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = $"[{string.Join(", ", operands[i].Shape)}]";
        return new ArgumentException($"{@operator} of shapes {string.Join(" and ", shapes)}", nameof(operands));
    }

    private static bool HasShape(Node node, ImmutableArray<int> shape) => node.Shape == shape || node.Shape.AsSpan().SequenceEqual(shape.AsSpan());

    private static double Number(ReadOnlySpan<Node> operands, int i) => i < operands.Length ? ((Constant)operands[i])[0] : 0;

    private Node Make(Operator @operator, params ReadOnlySpan<Node> operands) => nodes.Once(@operator, operands);

    private Node Simplified(Operator @operator, Node x) => (@operator, x) switch
    {
        (Operator.Negate, Elementwise { Operator: Operator.Negate } e) => e.X,
        (Operator.Negate, Elementwise { Operator: Operator.Subtract } e) => Apply(Operator.Subtract, e.Y, e.X),
        (Operator.Negate, Elementwise { Operator: Operator.Add, X: var a, Y: Constant c }) => Apply(Operator.Subtract, Apply(Operator.Negate, c), a),
        (Operator.Negate, Elementwise { Operator: Operator.Multiply, X: var a, Y: Constant { IsUniform: true } c }) =>
            Apply(Operator.Multiply, a, Apply(Operator.Negate, c)),
        (Operator.Log, Elementwise { Operator: Operator.Exp } e) => e.X,
        (Operator.Exp, Elementwise { Operator: Operator.Log } e) => e.X,
        (Operator.Reciprocal, Elementwise { Operator: Operator.Reciprocal } e) => e.X,
        (Operator.Reciprocal, Elementwise { Operator: Operator.Divide } e) => Apply(Operator.Divide, e.Y, e.X),
        (Operator.Reciprocal, Elementwise { Operator: Operator.Negate } e) => Apply(Operator.Negate, Apply(Operator.Reciprocal, e.X)),
        (Operator.Abs, Elementwise { Operator: Operator.Negate or Operator.Abs } e) => Apply(Operator.Abs, e.X),
        (Operator.Not, Elementwise { Operator: Operator.Not } e) when IsCondition(e.X) => e.X,
        (Operator.Detach, Elementwise { Operator: Operator.Detach } e) => e,
        _ => Make(@operator, x),
    };

    private Node Simplified(Operator @operator, Node x, Node y)
    {
        switch (@operator)
        {
            case Operator.Add: return Added(x, y);
            case Operator.Subtract: return Subtracted(x, y);
            case Operator.Multiply: return Multiplied(x, y);
            case Operator.Divide: return Divided(x, y);
            case Operator.Power: return Raised(x, y);
            case Operator.Maximum or Operator.Minimum or Operator.Equal or Operator.And or Operator.Or:
                if (x.Id > y.Id) (x, y) = (y, x);
                if (x == y && @operator is Operator.Maximum or Operator.Minimum) return x;
                break;
        }
        if (@operator is Operator.And or Operator.Or)
        {
            (Node known, Node other) = x.IsData ? (x, y) : (y, x);
            if (IsUniform(known, out double truth))
            {
                bool decides = (truth != 0) == (@operator == Operator.Or);
                if (decides) return Constant(truth != 0 ? 1 : 0, x.Shape);
                if (IsCondition(other)) return other;
            }
            if (x == y && IsCondition(x)) return x;
        }
        return Make(@operator, x, y);
    }

    private Node Simplified(Operator @operator, ReadOnlySpan<Node> operands)
    {
        if (@operator != Operator.Select) return Make(@operator, operands);
        (Node condition, Node yes, Node no) = (operands[0], operands[1], operands[2]);
        if (yes == no) return yes;
        if (IsUniform(condition, out double truth)) return truth != 0 ? yes : no;
        return condition is Elementwise { Operator: Operator.Not } not ? Apply(Operator.Select, not.X, no, yes) : Make(Operator.Select, operands);
    }

    private Node Added(Node x, Node y)
    {
        if (x.IsData || (!y.IsData && x.Id > y.Id)) (x, y) = (y, x);
        if (x == y) return Apply(Operator.Multiply, x, Constant(2, x.Shape));
        if (IsUniform(y, out double number) && number == 0) return x;
        if (y is Constant)
        {
            if (x is Elementwise { Operator: Operator.Add, X: var a, Y: Constant c } && Finite(Apply(Operator.Add, c, y)) is { } sum)
                return Apply(Operator.Add, a, sum);
            if (x is Elementwise { Operator: Operator.Subtract, X: Constant from, Y: var b } && Finite(Apply(Operator.Add, from, y)) is { } total)
                return Apply(Operator.Subtract, total, b);
        }
        if (y is Elementwise { Operator: Operator.Negate } minus) return Apply(Operator.Subtract, x, minus.X);
        if (x is Elementwise { Operator: Operator.Negate } negative) return Apply(Operator.Subtract, y, negative.X);
        return Make(Operator.Add, x, y);
    }

    private Node Subtracted(Node x, Node y)
    {
        if (y is Constant) return Apply(Operator.Add, x, Apply(Operator.Negate, y));
        if (IsUniform(x, out double number) && number == 0) return Apply(Operator.Negate, y);
        if (y is Elementwise { Operator: Operator.Negate } minus) return Apply(Operator.Add, x, minus.X);
        if (x is Constant)
        {
            if (y is Elementwise { Operator: Operator.Add, X: var a, Y: Constant c } && Finite(Apply(Operator.Subtract, x, c)) is { } rest)
                return Apply(Operator.Subtract, rest, a);
            if (y is Elementwise { Operator: Operator.Subtract, X: Constant from, Y: var b } && Finite(Apply(Operator.Subtract, x, from)) is { } gap)
                return Apply(Operator.Add, b, gap);
        }
        return x is Elementwise { Operator: Operator.Negate } negative
            ? Apply(Operator.Negate, Apply(Operator.Add, negative.X, y))
            : Make(Operator.Subtract, x, y);
    }

    // Signs, and factors that are one number for all elements, move outwards, where sums leave them out.
    private Node Multiplied(Node x, Node y)
    {
        if (Evenness(x) > Evenness(y) || (Evenness(x) == Evenness(y) && x.Id > y.Id)) (x, y) = (y, x);
        if (IsUniform(y, out double number))
        {
            if (number == 1) return x;
            if (number == -1) return Apply(Operator.Negate, x);
            if (x is Elementwise { Operator: Operator.Negate } minus) return Apply(Operator.Multiply, minus.X, Apply(Operator.Negate, y));
        }
        else
        {
            if (x is Elementwise { Operator: Operator.Negate } minus) return Apply(Operator.Negate, Apply(Operator.Multiply, minus.X, y));
            if (y is Elementwise { Operator: Operator.Negate } negative) return Apply(Operator.Negate, Apply(Operator.Multiply, x, negative.X));
        }
        if (EvenFactor(x) is { } outer)
        {
            if (Evenness(y) == 0) return Apply(Operator.Multiply, Apply(Operator.Multiply, outer.X, y), outer.Y);
            if (Finite(Apply(Operator.Multiply, outer.Y, y)) is { } factor) return Apply(Operator.Multiply, outer.X, factor);
        }
        else if (Evenness(y) == 0 && EvenFactor(y) is { } inner)
        {
            return Apply(Operator.Multiply, Apply(Operator.Multiply, x, inner.X), inner.Y);
        }
        return Make(Operator.Multiply, x, y);
    }

    private Node Divided(Node x, Node y)
    {
        if (y is Constant divisor && HasReciprocal(divisor)) return Apply(Operator.Multiply, x, Apply(Operator.Reciprocal, y));
        if (IsUniform(x, out double number) && number is 1 or -1)
        {
            Node reciprocal = Apply(Operator.Reciprocal, y);
            return number == 1 ? reciprocal : Apply(Operator.Negate, reciprocal);
        }
        if (y is Take take && take.Source.Count < take.Count) return Apply(Operator.Multiply, x, Take(Apply(Operator.Reciprocal, take.Source), take.Map, take.Shape));
        if (y is Elementwise { Operator: Operator.Reciprocal } inverse) return Apply(Operator.Multiply, x, inverse.X);
        if (x is Elementwise { Operator: Operator.Negate } minus) return Apply(Operator.Negate, Apply(Operator.Divide, minus.X, y));
        if (y is Elementwise { Operator: Operator.Negate } negative) return Apply(Operator.Negate, Apply(Operator.Divide, x, negative.X));
        if (EvenFactor(x) is { } even) return Apply(Operator.Multiply, Apply(Operator.Divide, even.X, y), even.Y);
        return Make(Operator.Divide, x, y);
    }

    private Node Raised(Node x, Node y)
    {
        if (!IsUniform(y, out double exponent)) return Make(Operator.Power, x, y);
        return exponent switch
        {
            0 => Constant(1, x.Shape),
            1 => x,
            2 => Apply(Operator.Multiply, x, x),
            3 => Apply(Operator.Multiply, Apply(Operator.Multiply, x, x), x),
            0.5 => Apply(Operator.Sqrt, x),
            -0.5 => Apply(Operator.Reciprocal, Apply(Operator.Sqrt, x)),
            -1 => Apply(Operator.Reciprocal, x),
            -2 => Apply(Operator.Reciprocal, Apply(Operator.Multiply, x, x)),
            _ => Make(Operator.Power, x, y),
        };
    }

    // 2 for a number that is known, 1 for another that is the same in many places, else 0.
    private static int Evenness(Node node) => IsUniform(node) ? 2 : node is Take { Count: > 1, Map: StridedMap { IsSpread: true } } ? 1 : 0;

    private static Elementwise? EvenFactor(Node node) => node is Elementwise { Operator: Operator.Multiply } product && Evenness(product.Y) > 0 ? product : null;

    private static bool IsCondition(Node node) => node switch
    {
        Constant constant => !constant.Values.ContainsAnyExcept(0.0, 1.0),
        Take take => IsCondition(take.Source),
        Elementwise elementwise => elementwise.Operator is Operator.Greater or Operator.GreaterOrEqual or Operator.Equal or Operator.And or Operator.Or or Operator.Not,
        _ => false,
    };

    // A constant that stands for two is taken only where it has not overflowed.
    private static Node? Finite(Node node)
    {
        if (node is not Constant constant) return node;
        foreach (double value in constant.Values)
            if (!double.IsFinite(value)) return null;
        return node;
    }

    private static bool HasReciprocal(Constant divisor)
    {
        foreach (double value in divisor.Values)
            if (Math.Abs(value) is > 0 and (< 1e-300 or > 1e300)) return false;
        return true;
    }
}
