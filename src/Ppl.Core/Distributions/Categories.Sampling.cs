namespace Ppl.Distributions;

internal readonly partial record struct Categories
{
    /// <summary>The probabilities; those of numbers are Float64.</summary>
    public Tensor Probs => ProbsOf(Given.ToTensor());

    /// <summary>The log probabilities; those of numbers are Float64.</summary>
    public Tensor LogProbs
    {
        get
        {
            Tensor given = Given.ToTensor();
            return IsLogits ? given.log_softmax(-1) : ProbsOf(given).log();
        }
    }

    /// <summary>The probabilities, given as a tensor.</summary>
    public Tensor ProbsOf(Tensor given) => IsLogits ? given.softmax(-1) : given / given.sum(dim: -1, keepdim: true);
}
