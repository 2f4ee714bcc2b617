namespace Ppl.Infer.Tests;

/// <summary>Parameters as numbers.</summary>
internal static class Numbers
{
    /// <summary>The constrained value of a parameter of one element.</summary>
    public static double Of(ParamStore parameters, string name)
    {
        using TensorScope scope = TensorScope.Begin();
        return TensorText.ToDoubles(parameters[name].Constrained()).Single();
    }
}
