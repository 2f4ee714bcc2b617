namespace Ppl.Distributions;

/// <summary>
/// The Dirichlet-multinomial distribution: how often each of K categories comes in n trials (<see cref="TotalCount"/>) whose probabilities have a
/// Dirichlet distribution with concentrations α, the last dim of <see cref="Concentration"/>, of sum A:
/// log P(x) = log n! + log Γ(A) - log Γ(n + A) + Σ (log Γ(xᵢ + αᵢ) - log xᵢ! - log Γ(αᵢ)).
/// </summary>
/// <remarks>Counts may come in any dtype; draws have the dtype of the arguments.</remarks>
public sealed partial class DirichletMultinomial : Distribution
{
    /// <inheritdoc/>
    public override Constraint Support => new MultinomialConstraint(TotalCount);

    /// <inheritdoc/>
    public override bool HasEnumerableSupport => true;

    /// <summary>Negative binomial counts with αᵢ failures and one probability, given that their sum is n; n / (n + A) makes each term small.</summary>
    protected override Tensor LogDensity(Tensor value)
    {
        Tensor count = TensorLike.Real(value, TotalCount, Concentration), concentration = Concentration.Beside(count);
        Tensor total = TotalCount.Beside(count).unsqueeze(-1), sum = concentration.sum(dim: -1, keepdim: true), trials = total + sum;
        Chance.Share p = new(total / trials), q = new(sum / trials);
        Shape batch = Shape.Broadcast(Shape.Of(count).DropLast(1), Shape.Of(total).DropLast(1));
        Tensor counts = torch.cat([Stretch(count, batch + EventShape), Stretch(total, batch + Shape.Of(total).Last(1))], -1);
        return Stable.SumLessLast(CountMass.NegativeBinomial(counts, torch.cat([concentration, sum], -1), p, q));
    }
}
