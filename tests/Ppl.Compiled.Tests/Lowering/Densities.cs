namespace Ppl.Compilation.Tests;

/// <summary>Densities of the kinds that lowering tells apart.</summary>
internal static class Densities
{
    public static (Notation, Node) EightSchools()
    {
        var f = new Notation(10);
        Node mean = f.Parameter(), logSpread = f.Parameter(), z = f.Parameter(8), spread = f.Exp(logSpread);
        Node effects = f.Add(mean, f.Multiply(spread, z));
        Node density = f.Add(f.Normal(mean, f.Number(0), f.Number(5)), f.Normal(z, f.Number(0), f.Number(1)));
        density = f.Add(density, f.Subtract(logSpread, f.Log(f.Add(f.Number(25), f.Square(spread)))));
        return (f, f.Add(density, f.Normal(f.Data([28, 8, -3, 7, -1, 1, 18, 12]), effects, f.Data([15, 10, 16, 11, 9, 11, 10, 18]))));
    }

    public static (Notation, Node) Normal(int count)
    {
        var f = new Notation(2);
        Node mean = f.Parameter(), scale = f.Exp(f.Parameter());
        return (f, f.Add(f.Normal(mean, f.Number(0), f.Number(10)), f.Normal(f.Data(Numbers(count, 1)), mean, scale)));
    }

    public static (Notation, Node) Mixture(int count, int components)
    {
        var f = new Notation(3 * components);
        Node logits = f.Parameter(components), means = f.Parameter(components), scales = f.Exp(f.Parameter(components));
        Node z = f.Divide(f.Subtract(f.Data(Numbers(count, 2), count, 1), means), scales);
        Node terms = f.Subtract(f.Multiply(f.Number(-0.5), f.Square(z)), f.Log(scales));
        Node weights = f.Subtract(logits, f.LogSumExp(logits, 0));
        return (f, f.Add(f.Sum(f.LogSumExp(f.Add(terms, weights), 1)), f.Normal(means, f.Number(0), f.Number(3))));
    }

    public static (Notation, Node) Groups(int count, int groups)
    {
        var f = new Notation(groups + 4);
        Node mean = f.Parameter(), spread = f.Exp(f.Parameter()), slope = f.Parameter(), scale = f.Exp(f.Parameter()), z = f.Parameter(groups);
        var random = new Random(3);
        int[] of = [.. Enumerable.Range(0, count).Select(_ => random.Next(groups))];
        Node location = f.Add(f.Gather(f.Add(mean, f.Multiply(spread, z)), of), f.Multiply(slope, f.Data(Numbers(count, 4))));
        return (f, f.Add(f.Normal(z, f.Number(0), f.Number(1)), f.Normal(f.Data(Numbers(count, 5)), location, scale)));
    }

    public static (Notation, Node) Logistic(int rows, int columns)
    {
        var f = new Notation(columns + 1);
        Node intercept = f.Parameter(), slopes = f.Parameter(columns);
        var random = new Random(6);
        Node y = f.Data([.. Enumerable.Range(0, rows).Select(_ => (double)random.Next(2))]);
        Node logits = f.Add(f.Product(f.Data(Numbers(rows * columns, 7), rows, columns), slopes), intercept);
        Node likelihood = f.Sum(f.Subtract(f.Multiply(y, logits), f.Apply(Operator.Softplus, logits)));
        return (f, f.Add(f.Add(f.Normal(intercept, f.Number(0), f.Number(5)), f.Normal(slopes, f.Number(0), f.Number(2.5))), likelihood));
    }

    /// <summary>A hidden Markov model, its states summed out step by step.</summary>
    public static (Notation, Node) HiddenMarkov(int steps, int states)
    {
        var f = new Notation(states * states + states + 1);
        Node transitions = f.Parameter(states, states), means = f.Parameter(states), scale = f.Exp(f.Parameter());
        Node logTransitions = f.Subtract(transitions, f.Reshape(f.LogSumExp(transitions, 1), states, 1));
        Node z = f.Divide(f.Subtract(f.Data(Numbers(steps, 8), steps, 1), means), scale);
        Node emissions = f.Subtract(f.Multiply(f.Number(-0.5), f.Square(z)), f.Log(scale));
        Node forward = f.Select(emissions, 0, 0);
        for (int t = 1; t < steps; t++)
            forward = f.Add(f.LogSumExp(f.Add(f.Reshape(forward, states, 1), logTransitions), 0), f.Select(emissions, 0, t));
        return (f, f.Add(f.LogSumExp(forward, 0), f.Normal(means, f.Number(0), f.Number(2))));
    }

    /// <summary>An autoregression whose steps are latent, in the form that scales them.</summary>
    public static (Notation, Node) Autoregression(int steps)
    {
        var f = new Notation(steps + 2);
        Node factor = f.Apply(Operator.Tanh, f.Parameter()), scale = f.Exp(f.Parameter()), noise = f.Parameter(steps);
        List<Node> levels = [f.Select(noise, 0, 0)];
        for (int t = 1; t < steps; t++) levels.Add(f.Add(f.Multiply(factor, levels[^1]), f.Multiply(scale, f.Select(noise, 0, t))));
        return (f, f.Add(f.Normal(noise, f.Number(0), f.Number(1)), f.Normal(f.Data(Numbers(steps, 9)), f.Stack(levels), f.Number(0.5))));
    }

    /// <summary>A random walk, and the log of its step scale beside it: two numbers are carried on.</summary>
    public static (Notation, Node) Volatility(int steps)
    {
        var f = new Notation(steps + 2);
        Node mean = f.Parameter(), logScale = f.Parameter(), noise = f.Parameter(steps), y = f.Data(Numbers(steps, 10));
        Node level = mean, before = f.Number(0), total = f.Normal(noise, f.Number(0), f.Number(1));
        for (int t = 0; t < steps; t++)
        {
            Node next = f.Add(f.Add(f.Multiply(f.Number(0.7), level), f.Multiply(f.Number(0.2), before)), f.Multiply(f.Exp(logScale), f.Select(noise, 0, t)));
            (level, before) = (next, level);
            total = f.Subtract(total, f.Add(f.Multiply(f.Select(y, 0, t), f.Exp(f.Multiply(f.Number(-0.5), level))), f.Multiply(f.Number(0.5), level)));
        }
        return (f, total);
    }

    /// <summary>Softmax regression: a parameter of some rows and columns.</summary>
    public static (Notation, Node) Softmax(int features, int classes, int rows)
    {
        var f = new Notation(features * classes);
        Node weights = f.Parameter(features, classes);
        Node x = f.Data(Numbers(rows * features, 11), rows, features);
        Node[] scores = [.. Enumerable.Range(0, classes).Select(k => f.Product(x, f.Select(weights, 1, k)))];
        Node normalizers = f.LogSumExp(f.Stack(scores), 0);
        return (f, f.Subtract(f.Normal(weights, f.Number(0), f.Number(1)), f.Sum(normalizers)));
    }

    /// <summary>Kernels: a Gaussian process of a scale and a length.</summary>
    public static (Notation, Node) Process(int count)
    {
        var f = new Notation(2);
        Node scale = f.Exp(f.Parameter()), length = f.Exp(f.Parameter()), x = f.Data(Numbers(count, 12)), y = f.Data(Numbers(count, 13), count, 1);
        Node distance = f.Divide(f.Subtract(f.Reshape(x, count, 1), f.Reshape(x, 1, count)), length);
        double[] identity = new double[count * count];
        for (int i = 0; i < count; i++) identity[i * count + i] = 0.5;
        Node covariance = f.Add(f.Multiply(f.Square(scale), f.Exp(f.Multiply(f.Number(-0.5), f.Square(distance)))), f.Data(identity, count, count));
        Node factor = f.Graph.Call(Kernel.Cholesky, [covariance], [1, count], [count, count]);
        Node solved = f.Graph.Call(Kernel.SolveLower, [factor, y], [1, count, 1], [count, 1]);
        Node diagonal = f.Graph.Take(factor, new StridedMap([count], [count + 1]), [count]);
        return (f, f.Subtract(f.Multiply(f.Number(-0.5), f.Sum(f.Square(solved))), f.Sum(f.Log(diagonal))));
    }

    public static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];
    }
}
