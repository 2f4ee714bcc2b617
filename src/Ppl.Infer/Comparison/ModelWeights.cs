namespace Ppl.Infer;

/// <summary>Weights of models from the elpd of each observation under each (Yao, Vehtari, Simpson and Gelman 2018, "Using stacking to average Bayesian predictive distributions").</summary>
internal static class ModelWeights
{
    /// <summary>The weights are as good as the best up to this, in nats an observation.</summary>
    private const double Precision = 1e-10;

    private const int MostIterations = 200_000, BootstrapDraws = 1000;

    /// <summary>
    /// Stacking: the w of the simplex with the largest f(w) = (1/n) Σ_i log Σ_k w_k exp(elpd_ik). f is concave; each round multiplies w_k by its derivative
    /// g_k (expectation maximisation for a mixture of known parts), which never lowers f, and f is within log max g of its maximum.
    /// </summary>
    /// <param name="elpd">By model, then by observation.</param>
    public static double[] Stacking(IReadOnlyList<double[]> elpd)
    {
        int models = elpd.Count, observations = elpd[0].Length;
        double[] largest = [.. Enumerable.Range(0, observations).Select(i => elpd.Max(model => model[i]))];
        double[][] densities = [.. elpd.Select(model => model.Select((x, i) => Math.Exp(x - largest[i])).ToArray())];
        double[] weights = [.. Enumerable.Repeat(1.0 / models, models)], slopes = new double[models];
        for (int round = 0; round < MostIterations; round++)
        {
            Array.Clear(slopes);
            for (int i = 0; i < observations; i++)
            {
                double mixture = 0;
                for (int k = 0; k < models; k++) mixture += weights[k] * densities[k][i];
                for (int k = 0; k < models; k++) slopes[k] += densities[k][i] / mixture / observations;
            }
            if (Math.Log(slopes.Max()) < Precision) break;
            for (int k = 0; k < models; k++) weights[k] *= slopes[k];
        }
        return weights;
    }

    /// <summary>
    /// Pseudo-BMA+: shares of exp(n Σ_i α_i elpd_ik), the mean over α uniform on the simplex, which stands for other data (the Bayesian bootstrap, Rubin 1981).
    /// </summary>
    /// <param name="elpd">By model, then by observation.</param>
    /// <param name="rng">The source of α; the caller's.</param>
    public static double[] PseudoBma(IReadOnlyList<double[]> elpd, Rng rng)
    {
        int observations = elpd[0].Length;
        double[] weights = new double[elpd.Count], alpha = new double[observations];
        for (int draw = 0; draw < BootstrapDraws; draw++)
        {
            for (int i = 0; i < observations; i++) alpha[i] = -Math.Log(1 - rng.NextDouble());
            double sum = alpha.Sum();
            double[] totals = [.. elpd.Select(model => observations * model.Zip(alpha, (x, a) => x * a / sum).Sum())];
            double[] shares = LogWeights.Normalized(totals);
            for (int k = 0; k < weights.Length; k++) weights[k] += shares[k] / BootstrapDraws;
        }
        return weights;
    }
}
