namespace Ppl.Distributions;

public sealed partial class DirichletMultinomial
{
    /// <summary>Multinomial draws whose probabilities are gamma draws, divided by their sum.</summary>
    /// <inheritdoc/>
    public override Tensor Sample(Rng rng, Shape sampleShape = default)
    {
        (torch.ScalarType dtype, torch.Device device) = rng.DtypeAndDevice([Concentration, TotalCount]);
        Tensor total = TotalCount.ToTensor(dtype, device).detach().expand((sampleShape + BatchShape).AsSpan());
        Tensor concentration = Concentration.ToTensor(dtype, device).expand(DrawShape(sampleShape).AsSpan());
        return CountDraws.Multinomial(rng, total, LogGamma.Sample(rng, concentration).detach().softmax(-1));
    }

    /// <summary>n α / A.</summary>
    /// <inheritdoc/>
    public override Tensor Mean => Total * Stretch(Weights(Concentration).Probs, BatchShape + EventShape);

    /// <summary>n m (1 - m) (A + n) / (A + 1), m = α / A.</summary>
    /// <inheritdoc/>
    public override Tensor Variance
    {
        get
        {
            Tensor sum = Concentration.ToTensor().sum(dim: -1, keepdim: true);
            return Mean * (1 - Weights(Concentration).Probs) * ((sum + Total) / (sum + 1));
        }
    }

    /// <summary>-E[log P(X)], whose terms are sums over the beta-binomial distribution of each count.</summary>
    /// <inheritdoc/>
    public override Tensor Entropy()
    {
        Tensor concentration = Concentration.ToTensor(), sum = concentration.sum(dim: -1, keepdim: true), total = Total.Beside(concentration);
        Tensor others = concentration.matmul(1 - torch.eye(EventShape[0], dtype: concentration.dtype, device: concentration.device)).ClampPositive();
        Chance.Share p = new(total / (total + sum)), q = new(sum / (total + sum));
        Tensor each = CountSums.Expectation(new BetaBinomial(concentration, others, total), TotalCount, count => CountMass.NegativeBinomial(count, concentration, p, q));
        return OverBatch(CountMass.NegativeBinomial(total, sum, p, q).squeeze(-1) - each.sum(dim: -1));
    }

    private TensorLike Total => TotalCount.Column(Concentration.ToTensor());
}
