namespace Ppl.Distributions;

/// <summary>Draws of counts that several distributions share. They carry no gradient.</summary>
internal static class CountDraws
{
    /// <summary>Counts over categories (a last dim) that sum to <paramref name="total"/>: each is a binomial draw from what the ones before it left.</summary>
    public static Tensor Multinomial(Rng rng, Tensor total, Tensor probs)
    {
        long categories = Shape.Of(probs)[^1];
        Tensor remaining = probs.flip(-1).cumsum(-1).flip(-1);
        Tensor conditional = torch.where(remaining > 0, probs / remaining, torch.zeros_like(probs)).clamp(0, 1).detach();
        var counts = new Tensor[categories];
        for (long i = 0; i < categories - 1; i++)
        {
            counts[i] = torch.binomial(total, conditional.select(-1, i).contiguous(), rng.Generator(total.device));
            total -= counts[i];
        }
        counts[^1] = total;
        return torch.stack(counts, -1);
    }
}
