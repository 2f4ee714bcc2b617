namespace Ppl.Infer.Tests;

/// <summary>Parameters with gradients set by hand.</summary>
internal static class Leaf
{
    public static StoredParam Of(params double[] values) => Named("p", values);

    public static StoredParam Named(string name, params double[] values) => StoredParam.FromInitial(name, Constraints.Real, torch.tensor(values));

    public static void SetGradient(this StoredParam parameter, params double[] gradient) => parameter.Unconstrained.grad = torch.tensor(gradient);

    public static double[] Values(this StoredParam parameter) => TensorText.ToDoubles(parameter.Unconstrained);
}
