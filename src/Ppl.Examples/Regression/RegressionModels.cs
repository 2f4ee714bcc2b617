using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Examples;

/// <summary>The models of <see cref="Regression"/>.</summary>
[Compiled]
internal static class RegressionModels
{
    /// <summary>Of the coefficients, in units of the noise where there is one; and of the noise's variance.</summary>
    public const double PriorScale = 1, NoiseShape = 2, NoiseRate = 2;

    /// <summary>The linear model of all rows.</summary>
    public static void LinearOfAll((Tensor X, Tensor Y) data) => Linear(data, data.X.shape[0]);

    /// <summary>The logistic model of all rows.</summary>
    public static void LogisticOfAll((Tensor X, Tensor Y) data) => Logistic(data, data.X.shape[0]);

    /// <summary>variance ~ InverseGamma(2, 2), w ~ Normal(0, √variance) each, y ~ Normal(X w, √variance). The rows given stand for all.</summary>
    public static void Linear((Tensor X, Tensor Y) data, long rows)
    {
        Tensor variance = Sample("variance", new InverseGamma(NoiseShape, NoiseRate));
        Tensor weights = Sample("weights", new Normal(torch.zeros_like(data.X[0]), PriorScale * variance.sqrt().unsqueeze(-1)).ToEvent(1));
        using Plate plate = Plate("rows", rows, subsample: data.X.shape[0]);
        Sample("y", new Normal(Along(data.X, weights), variance.sqrt()), obs: data.Y);
    }

    /// <summary>w ~ Normal(0, 1) each, y ~ Bernoulli with logits X w.</summary>
    public static void Logistic((Tensor X, Tensor Y) data, long rows)
    {
        Tensor weights = Sample("weights", new Normal(torch.zeros_like(data.X[0]), PriorScale).ToEvent(1));
        using Plate plate = Plate("rows", rows, subsample: data.X.shape[0]);
        Sample("y", Bernoulli.FromLogits(Along(data.X, weights)), obs: data.Y);
    }

    /// <summary>X w, a number for each row. Of many w side by side, the plate's dim, which is 1, makes room for the rows.</summary>
    private static Tensor Along(Tensor x, Tensor weights)
    {
        Tensor products = weights.matmul(x.mT);
        return products.dim() == 1 ? products : products.squeeze(-2);
    }
}
