namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>
    /// ν_q (log det V_q - log det V_p) / 2 + ν_p (tr(V_q⁻¹ V_p) - K) / 2 + log Γ_K(ν_q / 2) - log Γ_K(ν_p / 2) + (ν_p - ν_q) ψ_K(ν_p / 2) / 2;
    /// the trace is the squared norm of L_q⁻¹ L_p.
    /// </summary>
    private static Tensor Kl(Wishart p, Wishart q)
    {
        Tensor factor = p.ScaleTril.ToTensor();
        Tensor trace = Triangular.SquaredNorm(Triangular.Solve(q.ScaleTril.Beside(factor), factor));
        TensorLike halfP = 0.5 * p.Df, halfQ = 0.5 * q.Df;
        TensorLike ofDf = halfQ.MultivariateLgamma(p.Size) - halfP.MultivariateLgamma(p.Size) + (halfP - halfQ) * halfP.MultivariateDigamma(p.Size);
        return halfP * (trace - p.Size) + halfQ * (q.LogDeterminant - p.LogDeterminant).Beside(trace) + ofDf;
    }
}
