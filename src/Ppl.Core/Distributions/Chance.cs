using System.Runtime.CompilerServices;

namespace Ppl.Distributions;

/// <summary>A probability p, given by itself or by its logit λ = log p - log(1 - p); what follows from it keeps its digits at both ends.</summary>
internal readonly record struct Chance(TensorLike Given, bool IsLogit)
{
    /// <summary>Below e^-60 a probability shows in no sum of float64 numbers, and float32 still holds it.</summary>
    private const double Far = -60;

    public static Chance OfProbs(string owner, TensorLike probs, [CallerArgumentExpression(nameof(probs))] string name = "") =>
        new(Check.Probability(owner, probs, name), IsLogit: false);

    public static Chance OfOpenProbs(string owner, TensorLike probs, [CallerArgumentExpression(nameof(probs))] string name = "") =>
        new(Check.OpenProbability(owner, probs, name), IsLogit: false);

    public static Chance OfLogits(string owner, TensorLike logits, [CallerArgumentExpression(nameof(logits))] string name = "") =>
        new(Check.Real(owner, logits, name), IsLogit: true);

    public Shape Shape => Given.Shape;

    /// <summary>What the argument is called.</summary>
    public string Name => IsLogit ? "logits" : "probs";

    /// <summary>p.</summary>
    public TensorLike Probs => IsLogit ? Given.Sigmoid() : Given;

    /// <summary>1 - p.</summary>
    public TensorLike Complement => IsLogit ? (-Given).Sigmoid() : 1 - Given;

    /// <summary>λ.</summary>
    public TensorLike Logits => IsLogit ? Given : Given.Log() - (-Given).Log1p();

    /// <summary>log p.</summary>
    public TensorLike Log => IsLogit ? -(-Given).Softplus() : Given.Log();

    /// <summary>log(1 - p).</summary>
    public TensorLike LogComplement => IsLogit ? -Given.Softplus() : (-Given).Log1p();

    /// <summary>p / (1 - p).</summary>
    public TensorLike Odds => IsLogit ? Given.Exp() : Given / (1 - Given);

    /// <summary>(1 - p) / p.</summary>
    public TensorLike OddsAgainst => IsLogit ? (-Given).Exp() : (1 - Given) / Given;

    /// <summary>p = a e^b: for a probability b is 0; for a logit a is at least e^-60, so that it does not underflow.</summary>
    public Share ProbsShare => IsLogit ? Share.OfLog(Log) : new(Given);

    /// <summary>1 - p in the same form.</summary>
    public Share ComplementShare => IsLogit ? Share.OfLog(LogComplement) : new(1 - Given);

    public Chance Gather(Tensor index, Shape batch) => new(Given.Gather(index, batch), IsLogit);

    /// <summary>A probability a e^b.</summary>
    internal readonly record struct Share(TensorLike Factor, TensorLike Exponent = default)
    {
        public static Share OfLog(TensorLike log)
        {
            TensorLike near = log.AtLeast(Far);
            return new(near.Exp(), log - near);
        }
    }
}
