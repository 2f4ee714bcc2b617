using System.Collections.Immutable;

namespace Ppl;

/// <summary>A site that adds a term to the log joint density: a sample site or a factor.</summary>
public abstract class ScoredSite : Site
{
    private Tensor? compact;
    private Tensor? logProb;
    private Tensor? scaledLogProb;

    private protected ScoredSite(string name, Tensor? value) : base(name, value) { }

    /// <summary>What the log density is multiplied by: the product of the factors of plates and Scale handlers.</summary>
    /// <exception cref="InvalidOperationException">Set after the site was recorded in a trace.</exception>
    public double Scale { get; set => field = Unrecorded(value); } = 1;

    /// <summary>Which elements count; null when all do. A masked element adds 0, and its value never reaches the density.</summary>
    /// <exception cref="InvalidOperationException">Set after the site was recorded in a trace.</exception>
    public Tensor? Mask { get; set => field = Unrecorded(value); }

    /// <summary>The enumerated sites in reach, this one included: which batch dims to the left of the plates are theirs.</summary>
    /// <exception cref="InvalidOperationException">Set after the site was recorded in a trace.</exception>
    public ImmutableArray<EnumerationFrame> Enumerations { get; set => field = Unrecorded(value); } = [];

    /// <summary>The Markov loops around the site, innermost first.</summary>
    internal ImmutableArray<LoopFrame> Loops { get; set => field = Unrecorded(value); } = [];

    /// <summary>log p(value), neither scaled nor masked to 0; computed once. Shape: the batch shape, plates included.</summary>
    /// <exception cref="PplException">The density's own errors, with the site's name and plates.</exception>
    public Tensor LogProb => logProb ??= Stretched(CompactLogProb);

    /// <summary><see cref="LogProb"/>, in which elements of plates that are alike stand once: it broadcasts to its shape.</summary>
    internal Tensor CompactLogProb => compact ??= Compute();

    /// <summary><see cref="MaskedLogProb"/>, likewise.</summary>
    internal Tensor CompactMaskedLogProb => Mask is null ? CompactLogProb : MaskedLogProb;

    /// <summary>scale * mask * log p(value), elementwise: the one place where scale and mask enter a density.</summary>
    public Tensor ScaledLogProb => scaledLogProb ??= Scaled(MaskedLogProb);

    /// <summary>mask * log p(value): what a score-function term differentiates.</summary>
    internal Tensor MaskedLogProb => Masked(LogProb);

    /// <summary>Whether the gradient of what depends on the value goes through the value: a draw that is none adds a score-function term instead.</summary>
    internal abstract bool IsPathwise { get; }

    /// <summary>The sum of <see cref="ScaledLogProb"/> over all batch dims but that of a plate to keep, if the site is inside it.</summary>
    internal Tensor Total(string? keepPlate = null) => Scaled(UnscaledTotal(keepPlate));

    /// <summary>The sum of scale * mask * term, for a term shaped like <see cref="LogProb"/> that stands in its place; likewise.</summary>
    internal Tensor Total(Tensor term, string? keepPlate) => Scaled(Sum(Masked(term), keepPlate is null ? null : DimOf(keepPlate)));

    /// <summary>The sum of <see cref="MaskedLogProb"/>, likewise.</summary>
    internal Tensor UnscaledTotal(string? keepPlate = null) => Sum(MaskedLogProb, keepPlate);

    /// <summary>The sum of a term whose batch dims are the site's, or those to the right, likewise.</summary>
    internal Tensor Sum(Tensor term, string? keepPlate) => Sum(term, keepPlate is not null && DimOf(keepPlate) is { } dim && -dim <= term.dim() ? dim : null);

    /// <summary>
    /// A term shaped like <see cref="LogProb"/>, summed over all batch dims but those of the plates to keep. These stay where they are, counted from the
    /// right, the dims between them of length 1: terms of different sites add up element by element.
    /// </summary>
    internal Tensor SumKeeping(Tensor term, IReadOnlyCollection<string> plates)
    {
        int rank = (int)term.dim(), deepest = 0;
        var summed = new List<long>(rank);
        for (int dim = -1; dim >= -rank; dim--)
        {
            if (Plates.Any(frame => frame.Dim == dim && plates.Contains(frame.Name))) deepest = -dim;
            else summed.Add(dim);
        }
        Tensor sum = summed.Count == 0 ? term : term.sum([.. summed], keepdim: true);
        for (int dim = rank; dim > deepest; dim--) sum = sum.squeeze(0);
        return sum;
    }

    /// <summary>The batch dim of a plate around the site; null when it is not inside.</summary>
    internal int? DimOf(string plate)
    {
        foreach (PlateFrame frame in Plates)
            if (frame.Name == plate) return frame.Dim;
        return null;
    }

    /// <summary>Leaves elements out on a handler's behalf.</summary>
    internal virtual void Restrict(Tensor mask) => Mask = Mask is null ? mask : Mask & mask;

    /// <summary>The log density, which broadcasts to the batch shape.</summary>
    private protected abstract Tensor Density();

    /// <summary>The log density over the whole batch shape.</summary>
    private protected abstract Tensor Stretched(Tensor density);

    private Tensor Masked(Tensor term) => Mask is null ? term : term.masked_fill(Mask.logical_not(), 0);

    private Tensor Scaled(Tensor term) => Scale == 1 ? term : term * Scale;

    private Tensor Compute()
    {
        try
        {
            return Density();
        }
        catch (PplException error)
        {
            error.Site ??= this;
            throw;
        }
        catch (Exception foreign) when (foreign is not OperationCanceledException)
        {
            throw Error.ForeignException(this, foreign);
        }
    }

    private static Tensor Sum(Tensor term, int? keepDim)
    {
        int rank = (int)term.dim();
        if (keepDim is not { } keep) return rank == 0 ? term : term.sum();
        int kept = rank + keep;
        long[] others = [.. Enumerable.Range(0, rank).Where(dim => dim != kept).Select(dim => (long)dim)];
        return others.Length == 0 ? term : term.sum(others);
    }
}
