using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Between a <see cref="HiddenMarkov"/> and the tensors of <see cref="Hmm"/>'s model. Tensors live in the caller's tensor scope.</summary>
internal static class HmmTensors
{
    public static (Tensor Initial, Tensor Transition, Tensor Means, Tensor Scales) Parameters(HiddenMarkov model, torch.Device device) => (
        torch.tensor(model.Initial, device: device),
        torch.tensor(model.Transition.SelectMany(row => row).ToArray(), [model.States, model.States], device: device),
        torch.tensor(model.Means, device: device),
        torch.tensor(model.Scales, device: device));

    /// <summary>The latents of a model, as a place to start from.</summary>
    public static InitialValues Latents(HiddenMarkov model, torch.Device device)
    {
        (Tensor initial, Tensor transition, Tensor means, Tensor scales) = Parameters(model, device);
        return InitialValues.Values(new Dictionary<string, Tensor> { ["initial"] = initial, ["transition"] = transition, ["means"] = means, ["scales"] = scales });
    }

    /// <summary>The model of one value of each latent.</summary>
    public static HiddenMarkov Model(IReadOnlyDictionary<string, Tensor> latents) => Model(name => Numbers(latents[name]));

    /// <summary>The same of a latent's elements, row-major, by its name.</summary>
    public static HiddenMarkov Model(Func<string, double[]> latents)
    {
        double[] initial = latents("initial");
        return new HiddenMarkov(initial, [.. latents("transition").Chunk(initial.Length)], latents("means"), latents("scales"));
    }

    /// <summary>The standard deviations of draws, [draws, ...], in the place of the parameters, the states in the order of a model's means.</summary>
    public static HiddenMarkov Deviations(IReadOnlyDictionary<string, Tensor> draws, HiddenMarkov model)
    {
        HiddenMarkov deviations = Model(draws.ToDictionary(site => site.Key, site => site.Value.std(0)));
        return (deviations with { Means = model.Means }).Sorted() with { Means = [.. model.Means.Zip(deviations.Means).OrderBy(pair => pair.First).Select(pair => pair.Second)] };
    }

    /// <summary>By sequence, step and state.</summary>
    public static double[][][] Posteriors(IReadOnlyDictionary<string, Tensor> marginals, int length)
    {
        double[][][] steps = [.. Enumerable.Range(0, length).Select(t => Numbers(marginals[$"state{t}"]).Chunk((int)marginals[$"state{t}"].shape[^1]).ToArray())];
        return [.. Enumerable.Range(0, steps[0].Length).Select(n => steps.Select(step => step[n]).ToArray())];
    }

    /// <summary>By sequence and step.</summary>
    public static int[][] Paths(IReadOnlyDictionary<string, Tensor> states, int length)
    {
        double[][] steps = [.. Enumerable.Range(0, length).Select(t => Numbers(states[$"state{t}"]))];
        return [.. Enumerable.Range(0, steps[0].Length).Select(n => steps.Select(step => (int)step[n]).ToArray())];
    }

    private static double[] Numbers(Tensor tensor) => tensor.to(torch.float64).Elements<double>();
}
