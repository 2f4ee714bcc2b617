namespace Ppl;

/// <summary>What is here under a name, and what a saved state has there; null for nothing.</summary>
internal sealed record StateDifference(string Name, string? Here, string? Saved)
{
    /// <exception cref="PplException">PPL309: a name or what it stands for differs.</exception>
    public static void RequireNone(IReadOnlyDictionary<string, string> here, IReadOnlyDictionary<string, string> saved)
    {
        StateDifference[] differences =
        [
            .. here.Keys.Union(saved.Keys)
                .Select(name => new StateDifference(name, here.GetValueOrDefault(name), saved.GetValueOrDefault(name)))
                .Where(entry => entry.Here != entry.Saved),
        ];
        if (differences.Length > 0) throw Error.StateDiffers(differences);
    }
}
