using System.Collections.Immutable;

namespace Ppl.Infer;

/// <summary>
/// The widely applicable information criterion (Watanabe 2010) as an estimate of elpd: log (1/S) Σ_s p(y_i | θ_s) less the variance of log p(y_i | θ_s) over
/// the draws. Quick, and off where single observations matter much; <see cref="Loo"/> says where that is so.
/// </summary>
public sealed class Waic : ElpdEstimate
{
    /// <summary>An observation with more effective parameters than this is estimated badly (Vehtari, Gelman and Gabry 2017, section 2.2).</summary>
    public const double MostParameters = 0.4;

    private readonly LogLikelihoods table;

    private Waic(LogLikelihoods table, double[] logDensity, double[] pointwise) : base(logDensity, pointwise) => this.table = table;

    /// <summary>WAIC from log likelihoods.</summary>
    /// <param name="logLikelihood">log p(y_i | θ_s): the elements of a draw are the observations (<see cref="LogLikelihood.Of"/>). Two draws at least.</param>
    /// <exception cref="ArgumentException">A number is NaN or infinite, or there is one draw only.</exception>
    public static Waic Of(Draws logLikelihood)
    {
        var table = new LogLikelihoods(logLikelihood);
        if (table.Draws < 2) throw new ArgumentException("One draw has no variance.", nameof(logLikelihood));
        double[] logDensity = table.ForEach(table.LogDensity);
        return new(table, logDensity, table.ForEach(i => logDensity[i] - table.Variance(i)));
    }

    /// <inheritdoc/>
    public override ImmutableArray<Finding> Findings
    {
        get
        {
            int[] bad = [.. Enumerable.Range(0, table.Observations).Where(i => PointwiseParameters[i] > MostParameters)];
            if (bad.Length == 0) return [];
            int worst = bad.MaxBy(i => PointwiseParameters[i]);
            return [new(FormattableString.Invariant($"{bad.Length} of {table.Observations} observations have more than {MostParameters} effective parameters, {table.NameOf(worst)} {PointwiseParameters[worst]:F2}"),
                "use Loo, which says whether it can be trusted")];
        }
    }

    private protected override string Name => "elpd by WAIC";
}
