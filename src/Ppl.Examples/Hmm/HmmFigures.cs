namespace Ppl.Examples;

/// <summary>Pictures of a hidden Markov model: the decoded path, the states' probabilities, the climb.</summary>
internal sealed class HmmFigures(HmmFit fit)
{
    private readonly HmmData data = fit.Data;

    private string Which => data.Sequences.Length == 1 ? "" : ", the first sequence";

    private Axis Time => new(data.TimeName) { Counts = true };

    public IReadOnlyList<Figure> All =>
    [
        new("path", Path(), "The numbers, and the most probable path of states that explains them: at each step the mean of the state."
            + (fit.Accuracy is null ? "" : " Broken: the path that the numbers were drawn on. Where two states' distributions overlap, a short visit can go unseen.")),
        new("states", States(), "How probable each state is at each step, given all numbers before and after. The most probable path is one answer; these say how sure it is."),
        new("bound", Bound(), "The bound by step, and what EM reaches: the highest log-likelihood there is. What the bound lacks to it is the price of the parameters that were not known."),
    ];

    private Plot Path()
    {
        double[] x = [.. data.Sequences[0].Select(number => data.Centre + data.Scale * number)];
        return new Plot($"The most probable path{Which}", Time, new(data.Name),
            [new Points("observed", data.Times, x), Steps("decoded", fit.Decoding.Paths[0], data.InUnits(fit.Svi.Model)) with { Series = 1 },
                .. fit.Accuracy is null ? Array.Empty<Line>() : [Steps("truth", data.Paths[0], data.Truth!) with { Dashed = true, Series = 3 }]]);
    }

    /// <summary>The mean of each step's state, from half a step before it to half a step after.</summary>
    private Line Steps(string name, int[] path, HiddenMarkov model)
    {
        double half = data.Length == 1 ? 0.5 : (data.Times[^1] - data.Times[0]) / (data.Length - 1) / 2;
        return new Line(name, [.. data.Times.SelectMany(time => new[] { time - half, time + half })], [.. path.SelectMany(state => new[] { model.Means[state], model.Means[state] })]);
    }

    private Plot States() => new($"Where the chain was{Which}", Time, new("p(state | all numbers)"),
        [.. Enumerable.Range(0, fit.Options.States).Select(j => new Line($"state {j + 1}", data.Times, [.. fit.Decoding.Posteriors[0].Select(step => step[j])]))]);

    private Plot Bound()
    {
        double[] steps = [.. Enumerable.Range(1, fit.Svi.Bounds.Length).Select(step => (double)step)];
        double end = fit.Svi.Bound + data.LogUnit, best = fit.Em.LogLikelihood + data.LogUnit;
        return new Plot("The bound by step", new("step") { Counts = true }, new("bound", "nats") { Floor = end - 3 * Math.Max(10, best - end) },
            new Line("bound (ELBO)", steps, [.. fit.Svi.Bounds.Select(bound => bound + data.LogUnit)]), new Line("EM's log-likelihood", [1, steps[^1]], [best, best]) { Dashed = true });
    }
}
