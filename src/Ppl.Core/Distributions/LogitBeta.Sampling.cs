namespace Ppl.Distributions;

/// <summary>Draws of log(B / (1 - B)), B a beta variable, for what is made of beta variables: where one of B and 1 - B underflows, the logit does not.</summary>
internal static class LogitBeta
{
    /// <summary>log G - log H, G ~ Gamma(a, 1) and H ~ Gamma(b, 1), without gradient: that of a quantile depends on the function of B that is drawn.</summary>
    public static Tensor Draw(Rng rng, Shape shape, TensorLike a, TensorLike b)
    {
        using var noGradient = torch.no_grad();
        Tensor[] logs = LogGamma.Sample(rng, shape, a, b);
        return logs[0] - logs[1];
    }

    /// <summary>The logit, with the gradients of its quantile.</summary>
    public static Tensor Sample(Rng rng, Shape shape, TensorLike a, TensorLike b) =>
        Draw(rng, shape, a, b).WithSlopes(a, b, static (logit, a, b) => IncompleteBeta.LogitSlopes(a, b, logit));
}
