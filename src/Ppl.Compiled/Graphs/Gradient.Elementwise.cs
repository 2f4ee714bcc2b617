namespace Ppl.Compilation;

internal sealed partial class Gradient
{
    private void Pass(Elementwise node, Node adjoint)
    {
        Node x = node.Operands[0], y = node.Operands.Length > 1 ? node.Operands[1] : x, z = node.Operands.Length > 2 ? node.Operands[2] : x;
        switch (node.Operator)
        {
            case Operator.Negate:
                Add(x, Negate(adjoint));
                break;
            case Operator.Abs:
                Add(x, Times(adjoint, graph.Apply(Operator.Sign, x)));
                break;
            case Operator.Reciprocal:
                Add(x, Negate(Times(adjoint, Times(node, node))));
                break;
            case Operator.Sqrt:
                Add(x, Over(Times(adjoint, 0.5), node));
                break;
            case Operator.Exp:
                Add(x, Times(adjoint, node));
                break;
            case Operator.Expm1:
                Add(x, Times(adjoint, Plus(node, 1)));
                break;
            case Operator.Log:
                Add(x, Over(adjoint, x));
                break;
            case Operator.Log1p:
                Add(x, Over(adjoint, Plus(x, 1)));
                break;
            case Operator.Sin:
                Add(x, Times(adjoint, graph.Apply(Operator.Cos, x)));
                break;
            case Operator.Cos:
                Add(x, Negate(Times(adjoint, graph.Apply(Operator.Sin, x))));
                break;
            case Operator.Tanh:
                Add(x, Times(adjoint, OneMinus(Times(node, node))));
                break;
            case Operator.Sigmoid:
                Add(x, Times(adjoint, Times(node, OneMinus(node))));
                break;
            case Operator.Softplus:
                Add(x, Times(adjoint, graph.Apply(Operator.Sigmoid, x)));
                break;
            case Operator.Lgamma:
                Add(x, Times(adjoint, graph.Apply(Operator.Digamma, x)));
                break;
            case Operator.Digamma:
                Add(x, Times(adjoint, graph.Apply(Operator.Trigamma, x)));
                break;
            case Operator.Erf:
                Add(x, Times(adjoint, ErfSlope(x)));
                break;
            case Operator.Erfc:
                Add(x, Negate(Times(adjoint, ErfSlope(x))));
                break;
            case Operator.I0e:
                Add(x, Times(adjoint, Minus(graph.Apply(Operator.I1e, x), Times(graph.Apply(Operator.Sign, x), node))));
                break;
            case Operator.I1e:
                Add(x, Times(adjoint, ScaledBesselSlope(x, node)));
                break;
            case Operator.Sign or Operator.Floor or Operator.Not or Operator.Detach
                or Operator.Greater or Operator.GreaterOrEqual or Operator.Equal or Operator.And or Operator.Or:
                break;
            case Operator.Add:
                Add(x, adjoint);
                Add(y, adjoint);
                break;
            case Operator.Subtract:
                Add(x, adjoint);
                if (!y.IsData) Add(y, Negate(adjoint));
                break;
            case Operator.Multiply:
                if (!x.IsData) Add(x, Times(adjoint, y));
                if (!y.IsData) Add(y, Times(adjoint, x));
                break;
            case Operator.Divide:
                if (!x.IsData) Add(x, Over(adjoint, y));
                if (!y.IsData) Add(y, Negate(Over(Times(adjoint, node), y)));
                break;
            case Operator.Power:
                PassPower(node, x, y, adjoint);
                break;
            case Operator.Maximum:
                PassChosen(x, y, graph.Apply(Operator.Greater, x, y), adjoint);
                break;
            case Operator.Minimum:
                PassChosen(x, y, graph.Apply(Operator.Greater, y, x), adjoint);
                break;
            case Operator.Atan2:
                Node squares = Plus(Times(x, x), Times(y, y));
                if (!x.IsData) Add(x, Times(adjoint, Over(y, squares)));
                if (!y.IsData) Add(y, Negate(Times(adjoint, Over(x, squares))));
                break;
            case Operator.Select:
                if (!y.IsData) Add(y, Choose(x, adjoint, Number(0, node)));
                if (!z.IsData) Add(z, Choose(x, Number(0, node), adjoint));
                break;
            case Operator.MultiplyAdd:
                if (!x.IsData) Add(x, Times(adjoint, y));
                if (!y.IsData) Add(y, Times(adjoint, x));
                Add(z, adjoint);
                break;
            default:
                throw new NotSupportedException($"{node.Operator} has no derivative here.");
        }
    }

    // x^y: 0 to x where y is 0, whatever x; 0 to y where x is 0 and y is not negative.
    private void PassPower(Node node, Node x, Node y, Node adjoint)
    {
        if (!x.IsData)
        {
            Node slope = Times(y, graph.Apply(Operator.Power, x, Plus(y, -1)));
            Add(x, Times(adjoint, Choose(graph.Apply(Operator.Equal, y, Number(0, y)), Number(0, y), slope)));
        }
        if (!y.IsData)
        {
            Node isFlat = graph.Apply(Operator.And, graph.Apply(Operator.Equal, x, Number(0, x)), graph.Apply(Operator.GreaterOrEqual, y, Number(0, y)));
            Add(y, Times(adjoint, Choose(isFlat, Number(0, y), Times(node, graph.Apply(Operator.Log, x)))));
        }
    }

    // Half to each where they are equal.
    private void PassChosen(Node x, Node y, Node isX, Node adjoint)
    {
        Node zero = Number(0, x), tie = Choose(graph.Apply(Operator.Equal, x, y), Times(adjoint, 0.5), zero);
        if (!x.IsData) Add(x, Choose(isX, adjoint, tie));
        if (!y.IsData) Add(y, Minus(adjoint, Choose(isX, adjoint, tie)));
    }

    private Node ErfSlope(Node x) => Times(graph.Apply(Operator.Exp, Negate(Times(x, x))), 2 / Math.Sqrt(Math.PI));

    // I₀ - I₁ / x - sign(x) I₁, scaled; one half at 0.
    private Node ScaledBesselSlope(Node x, Node node)
    {
        Node isZero = graph.Apply(Operator.Equal, x, Number(0, x)), divisor = Choose(isZero, Number(1, x), x);
        Node slope = Minus(graph.Apply(Operator.I0e, x), Times(node, Plus(graph.Apply(Operator.Sign, x), graph.Apply(Operator.Reciprocal, divisor))));
        return Choose(isZero, Number(0.5, x), slope);
    }

    private Constant Number(double number, Node like) => graph.Constant(number, like.Shape);

    private Node Negate(Node x) => graph.Apply(Operator.Negate, x);

    private Node Plus(Node x, Node y) => graph.Apply(Operator.Add, x, y);

    private Node Plus(Node x, double number) => Plus(x, Number(number, x));

    private Node Minus(Node x, Node y) => graph.Apply(Operator.Subtract, x, y);

    private Node OneMinus(Node x) => Minus(Number(1, x), x);

    private Node Times(Node x, Node y) => graph.Apply(Operator.Multiply, x, y);

    private Node Times(Node x, double number) => Times(x, Number(number, x));

    private Node Over(Node x, Node y) => graph.Apply(Operator.Divide, x, y);

    private Node Choose(Node condition, Node yes, Node no) => graph.Apply(Operator.Select, [condition, yes, no]);
}
