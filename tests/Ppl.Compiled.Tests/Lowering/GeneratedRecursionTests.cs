namespace Ppl.Compilation.Tests;

/// <summary>Random recursions: what a step reads may be of the step before, of one long before, of the first, the same for all, or what data, parameters and tables give it.</summary>
public sealed class GeneratedRecursionTests
{
    [Test]
    public void A_recursion_and_its_gradient_are_those_of_its_nodes([Range(0, 119)] int seed)
    {
        (Notation notation, Node density) = Recursion(seed);
        Lowered.AssertDensity(notation, density, tolerance: 1e-10);
    }

    [Test]
    public void Most_of_them_are_rolled()
    {
        int rolled = Enumerable.Range(0, 20).Count(static seed =>
        {
            (Notation notation, Node density) = Recursion(seed);
            return Lowering.Of(notation.Point, density, notation.Gradient(density)).Statements.OfType<Loop>().Any(static loop => !loop.IsVector);
        });
        Assert.That(rolled, Is.GreaterThan(15));
    }

    private static (Notation, Node) Recursion(int seed)
    {
        var random = new Random(seed);
        int steps = random.Next(30, 300), count = random.Next(1, 4);
        var f = new Notation(steps + count + 2);
        Node factor = f.Parameter(), other = f.Parameter(), noise = f.Parameter(steps), data = f.Data(Densities.Numbers(steps, seed)), computed = f.Apply(Operator.Sin, noise);
        int[] shuffled = [.. Enumerable.Range(0, steps)];
        random.Shuffle(shuffled);
        List<Node[]> states = [[.. Enumerable.Range(0, count).Select(_ => f.Parameter())]];
        (int Kind, Operator Operator, int State, int Lag)[] plan =
        [
            .. Enumerable.Range(0, random.Next(count, 8)).Select(_ =>
                (random.Next(10), random.Next(3) switch { 0 => Operator.Add, 1 => Operator.Multiply, _ => Operator.Subtract }, random.Next(count), random.Next(2, 20))),
        ];
        for (int t = 0; t < steps; t++)
        {
            var next = (Node[])states[^1].Clone();
            for (int i = 0; i < plan.Length; i++)
            {
                (int kind, Operator @operator, int state, int lag) = plan[i];
                Node term = kind switch
                {
                    0 => factor,
                    1 => f.Select(noise, 0, t),
                    2 => f.Select(noise, 0, steps - 1 - t),
                    3 => f.Select(data, 0, t),
                    4 => f.Select(computed, 0, shuffled[t]),
                    5 => states[0][state],
                    6 => states[Math.Max(0, states.Count - lag)][state],
                    7 => t % 2 == 0 ? other : f.Select(noise, 0, t),
                    8 => f.Exp(states[^1][state]),
                    _ => states[^1][state],
                };
                ref Node target = ref next[i % count];
                target = f.Multiply(f.Number(0.6), f.Apply(Operator.Tanh, f.Apply(@operator, target, term)));
            }
            states.Add(next);
        }
        Node density = f.Normal(noise, f.Number(0), f.Number(1));
        foreach (Node state in states[^1]) density = f.Add(density, state);
        if (random.Next(2) == 0) density = f.Add(density, f.Sum(f.Square(f.Subtract(f.Stack([.. states.Skip(1).Select(static state => state[0])]), data))));
        return (f, density);
    }
}
