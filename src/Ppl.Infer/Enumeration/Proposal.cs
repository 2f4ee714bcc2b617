namespace Ppl.Infer;

/// <summary>What draws weigh that stand for a support.</summary>
internal static class Proposal
{
    /// <summary>
    /// log (p / q) - log n: each of n draws stands for p / q of the support, q being what it was drawn from: p with the values of other enumerated sites mixed equally.
    /// </summary>
    /// <param name="logProb">log p of the draws.</param>
    /// <param name="own">The axis of the draws.</param>
    /// <param name="isReparameterized">Do the draws carry the gradient of q? Else the weights do.</param>
    public static NamedTensor Weights(NamedTensor logProb, Axis own, bool isReparameterized)
    {
        NamedTensor proposal = logProb;
        foreach (Axis axis in logProb.Axes)
            if (axis is EnumeratedAxis && axis != own)
                proposal = new NamedTensor(proposal.Tensor - Math.Log(axis.Length), proposal.Axes).Reduce(axis, static (table, dim) => table.logsumexp(dim));
        NamedTensor weight = logProb + new NamedTensor(-(isReparameterized ? proposal.Tensor : proposal.Tensor.detach()), proposal.Axes);
        return new NamedTensor(weight.Tensor - Math.Log(own.Length), weight.Axes);
    }
}
