using System.Runtime.InteropServices;

namespace Ppl.Infer;

/// <summary>Finds the first site behind a number that is not finite.</summary>
internal static class FiniteCheck
{
    /// <summary>PPL201, with the first site whose log density is not finite; of enumerated values some may be impossible, so that they come last.</summary>
    public static PplException NonFiniteLoss(double loss, IEnumerable<GuidedRun> runs)
    {
        (string Program, ScoredSite Site)[] scored = [.. runs.SelectMany(run => run.Scored)];
        foreach ((string program, ScoredSite site) in scored)
            if (site.Enumerations.IsEmpty ? !IsFinite(site.Total()) : site.Total().isnan().item<bool>()) return Error.NonFiniteLogProb(program, site);
        foreach ((string program, ScoredSite site) in scored)
            if (program == "model" && !IsFinite(site.Total())) return Error.ImpossibleValue(site, scored.Select(other => other.Site).OfType<SampleSite>().Where(other => other.Enumeration is not null).Select(other => other.Name).Distinct());
        return Error.NonFiniteLoss(loss);
    }

    /// <summary>Up to how many elements a sum in managed code takes less time than a tensor operation's call.</summary>
    private const int Few = 256;

    /// <summary>Checks the gradients of a backward that kept its graph. At most one read of a number when all are finite.</summary>
    /// <exception cref="PplException">PPL202 names the first parameter whose gradient is not finite, and the first site that makes it so.</exception>
    public static void Gradients(IReadOnlyList<StoredParam> parameters, IReadOnlyList<GuidedRun> runs)
    {
        using IDisposable noGradients = torch.no_grad();
        Tensor? ofMany = null;
        double ofFew = 0;
        foreach (StoredParam parameter in parameters)
        {
            if (parameter.Unconstrained.grad is not { } gradient) continue;
            if (SumOfFew(gradient) is { } sum) ofFew += sum;
            else ofMany = ofMany is null ? gradient.sum() : ofMany + gradient.sum();
        }
        if (double.IsFinite(ofFew) && (ofMany is null || double.IsFinite((double)ofMany))) return;
        foreach (StoredParam parameter in parameters)
            if (parameter.Unconstrained.grad is { } gradient && !IsFinite(gradient)) throw NonFiniteGradient(parameter, gradient, runs);
    }

    /// <summary>The sum of a few elements that lie in the processor's memory; null of others.</summary>
    private static double? SumOfFew(Tensor gradient)
    {
        if (gradient.numel() > Few || !gradient.is_cpu() || !gradient.is_contiguous()) return null;
        double sum = 0;
        switch (gradient.dtype)
        {
            case torch.ScalarType.Float32:
                foreach (float element in MemoryMarshal.Cast<byte, float>(gradient.bytes)) sum += element;
                break;
            case torch.ScalarType.Float64:
                foreach (double element in MemoryMarshal.Cast<byte, double>(gradient.bytes)) sum += element;
                break;
            default:
                return null;
        }
        GC.KeepAlive(gradient);
        return sum;
    }

    private static PplException NonFiniteGradient(StoredParam parameter, Tensor gradient, IReadOnlyList<GuidedRun> runs)
    {
        using IDisposable withGradients = torch.enable_grad();
        var entered = new List<string>();
        string? culprit = null;
        foreach ((string program, ScoredSite site) in runs.SelectMany(run => run.Scored))
        {
            Tensor total = site.Total();
            if (!total.requires_grad) continue;
            Tensor part = torch.autograd.grad([total.sum()], [parameter.Leaf], retain_graph: true, allow_unused: true)[0];
            if (part.IsInvalid) continue;
            entered.Add($"{program}'s \"{site.Name}\"");
            if (!IsFinite(part)) culprit ??= entered[^1];
        }
        return Error.NonFiniteGradient(parameter, gradient, culprit, entered);
    }

    private static bool IsFinite(Tensor tensor) => tensor.isfinite().all().item<bool>();
}
