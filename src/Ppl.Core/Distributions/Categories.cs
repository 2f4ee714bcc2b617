using System.Runtime.CompilerServices;

namespace Ppl.Distributions;

/// <summary>
/// The probabilities of K categories along a last dim, given by weights to which they are proportional (<c>probs</c>) or by the logarithms of
/// such weights (<c>logits</c>).
/// </summary>
internal readonly partial record struct Categories(TensorLike Given, bool IsLogits)
{
    public static Categories OfProbs(string owner, TensorLike probs, [CallerArgumentExpression(nameof(probs))] string name = "") =>
        new(Check.NonNegative(owner, probs, name), IsLogits: false);

    public static Categories OfLogits(string owner, TensorLike logits, [CallerArgumentExpression(nameof(logits))] string name = "") =>
        new(Check.Real(owner, logits, name), IsLogits: true);

    /// <summary>The number K of categories.</summary>
    public long Count => Given.Shape[^1];

    /// <summary>The argument, whose last dim is that of the categories.</summary>
    /// <exception cref="PplException">PPL107: there is no dim of categories.</exception>
    public Arguments Argument(string owner, string? name = null) => Given.Shape.Rank > 0
        ? Arguments.Of(Given, eventDim: 1, name ?? (IsLogits ? "logits" : "probs"))
        : throw Error.EventDoesNotFit(owner, default, default,
            "a number is no vector of categories", "the last dim of the argument are the categories: give a vector, such as [0.2, 0.8].");

    public Categories Gather(Tensor index, Shape batch) => new(Given.Gather(index, batch, eventDim: 1), IsLogits);

    /// <summary>The probabilities, beside a value.</summary>
    public Chance.Share Share(Tensor value)
    {
        Tensor given = Given.Beside(value);
        return IsLogits ? Chance.Share.OfLog(given - given.logsumexp(-1, keepdim: true)) : new(given / given.sum(dim: -1, keepdim: true));
    }
}
