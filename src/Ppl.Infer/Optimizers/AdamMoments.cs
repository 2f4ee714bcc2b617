namespace Ppl.Infer;

/// <summary>
/// Adam's running moments for each parameter, and its step (Kingma and Ba 2015, algorithm 1, in the order of section 2):
/// m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², θ ← θ - α √(1-β₂ᵗ)/(1-β₁ᵗ) · m / (√v + ε√(1-β₂ᵗ)).
/// </summary>
internal sealed class AdamMoments(double beta1, double beta2, double epsilon) : IParamMemory
{
    private readonly double beta1 = Optimizer.RequireFraction(beta1, nameof(beta1));
    private readonly double beta2 = Optimizer.RequireFraction(beta2, nameof(beta2));
    private readonly double epsilon = Optimizer.RequirePositive(epsilon, nameof(epsilon));
    private readonly Moment mean = new("mean");
    private readonly Moment square = new("square");
    private Dictionary<string, long> steps = [];

    private (string Name, double Value)[] Settings => [("beta1", beta1), ("beta2", beta2), ("epsilon", epsilon)];

    /// <summary>Changes one parameter in place. Runs under no_grad.</summary>
    public void Step(StoredParam parameter, Tensor gradient, double learningRate, double clip)
    {
        Tensor m = mean.Of(parameter), v = square.Of(parameter);
        long t = steps[parameter.Name] = steps.GetValueOrDefault(parameter.Name) + 1;
        double correction = Math.Sqrt(1 - Math.Pow(beta2, t));
        var step = new AdamStep(beta1, beta2, epsilon * correction, learningRate * correction / (1 - Math.Pow(beta1, t)), clip);
        if (AdamKernel.CanStep(parameter.Unconstrained, gradient)) AdamKernel.Step(parameter.Unconstrained, gradient, m, v, step);
        else StepByTensors(parameter.Unconstrained, gradient, m, v, step);
    }

    private static void StepByTensors(Tensor value, Tensor gradient, Tensor m, Tensor v, AdamStep step)
    {
        Tensor g = double.IsInfinity(step.Clip) ? gradient : gradient.clamp(-step.Clip, step.Clip);
        m.mul_(step.Beta1).add_(g, 1 - step.Beta1);
        v.mul_(step.Beta2).addcmul_(g, g, 1 - step.Beta2);
        value.addcdiv_(m, v.sqrt().add_(step.Epsilon), -step.LearningRate);
    }

    public void Save(SavedState state)
    {
        foreach ((string name, double value) in Settings) state.Add(name, value);
        mean.Save(state);
        square.Save(state);
        SavedState part = state.Part("steps");
        foreach ((string parameter, long count) in steps) part.Add(parameter, count);
    }

    /// <exception cref="PplException">PPL309: other settings, or a parameter that has not all of mean, square and steps.</exception>
    public Action Restore(SavedState state)
    {
        foreach ((string name, double value) in Settings) UpdateRule.RequireSame(state, name, value);
        SavedState part = state.Part("steps");
        Dictionary<string, long> counts = part.Texts.ToDictionary(parameter => parameter, part.Integer);
        foreach (string moment in (string[])["mean", "square"])
        {
            if (!counts.Keys.Order(StringComparer.Ordinal).SequenceEqual(state.Part(moment).Arrays))
                throw Error.StateDiffers($"the optimiser's {moment} is of other parameters than its steps");
        }
        return mean.Restore(state) + square.Restore(state) + (() => steps = counts);
    }

    public void Dispose()
    {
        mean.Dispose();
        square.Dispose();
        steps.Clear();
    }
}
