using System.IO.Enumeration;

namespace Ppl.Infer;

/// <summary>
/// Each parameter to the optimiser of the first pattern that its name matches, and all others to the rest's: learning rates, other settings and
/// other rules by name. In a pattern <c>*</c> stands for any characters, none included, <c>?</c> for one, and a backslash before either for itself.
/// </summary>
/// <example><c>new ByPattern(rest: new Adam(1e-3), ("encoder.*", new Adam(1e-4)), ("*.bias", new Sgd(0.1)))</c></example>
/// <remarks>
/// <see cref="Optimizer.LearningRateFactor"/> is passed on to all. A saved state is restored into the same patterns in the same order, each with
/// the same kind of optimiser.
/// </remarks>
public sealed class ByPattern : Optimizer
{
    private const string PatternName = "pattern", PatternsName = "patterns", MetName = "met";

    private readonly string[] patterns;
    private readonly Optimizer[] optimizers;
    private readonly Dictionary<string, int> places = [];
    private bool hasMetParameters;

    /// <summary>Makes one of several.</summary>
    /// <param name="rest">For parameters that match no pattern; owned, like the others.</param>
    /// <param name="byPattern">Patterns and their optimisers; the first that matches a name has it.</param>
    /// <exception cref="ArgumentException">One optimiser for two patterns.</exception>
    public ByPattern(Optimizer rest, params (string Pattern, Optimizer Optimizer)[] byPattern)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(byPattern);
        patterns = [.. byPattern.Select(entry => entry.Pattern ?? throw new ArgumentException("A pattern is null.", nameof(byPattern)))];
        optimizers = [.. byPattern.Select(entry => entry.Optimizer ?? throw new ArgumentException("An optimiser is null.", nameof(byPattern))), rest];
        if (optimizers.Distinct().Count() < optimizers.Length)
            throw new ArgumentException("Each pattern takes an optimiser of its own.", nameof(byPattern));
    }

    /// <inheritdoc/>
    /// <exception cref="PplException">PPL024: at the first step, a pattern matches no parameter; PPL314: none that an earlier one leaves; nothing has changed, and the gradients are null.</exception>
    public override void Step(IReadOnlyList<StoredParam> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ILookup<int, StoredParam> parts = parameters.ToLookup(parameter => PlaceOf(parameter.Name));
        if (!hasMetParameters) RequireAllMatched(parameters, parts);
        hasMetParameters = true;
        for (int i = 0; i < optimizers.Length; i++)
        {
            optimizers[i].LearningRateFactor = LearningRateFactor;
            optimizers[i].Step([.. parts[i]]);
        }
    }

    /// <inheritdoc/>
    public override void Forget()
    {
        foreach (Optimizer optimizer in optimizers) optimizer.Forget();
    }

    internal override double? StepSizeOf(StoredParam parameter) => optimizers[PlaceOf(parameter.Name)].StepSizeOf(parameter);

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (Optimizer optimizer in optimizers) optimizer.Dispose();
    }

    /// <inheritdoc/>
    protected override void SaveOwn(SavedState state)
    {
        state.Add(PatternsName, patterns.Length);
        state.Add(MetName, hasMetParameters ? 1 : 0);
        for (int i = 0; i < optimizers.Length; i++)
        {
            SavedState part = PartOf(state, i);
            if (i < patterns.Length) part.Add(PatternName, patterns[i]);
            optimizers[i].Save(part);
        }
    }

    /// <inheritdoc/>
    protected override Action RestoreOwn(SavedState state)
    {
        long saved = state.Integer(PatternsName);
        if (saved != patterns.Length) throw Error.StateDiffers($"its optimisers are by {saved} patterns, here by {patterns.Length}");
        bool hadMetParameters = state.Integer(MetName) != 0;
        Action restore = () => hasMetParameters = hadMetParameters;
        for (int i = 0; i < optimizers.Length; i++)
        {
            SavedState part = PartOf(state, i);
            if (i < patterns.Length && part.Text(PatternName) != patterns[i])
                throw Error.StateDiffers($"its optimiser {i + 1} is for \"{part.Text(PatternName)}\", here it is for \"{patterns[i]}\"");
            restore += optimizers[i].Restore(part);
        }
        return restore;
    }

    private static SavedState PartOf(SavedState state, int place) => state.Part(FormattableString.Invariant($"optimizer {place + 1}"));

    private int PlaceOf(string name)
    {
        if (places.TryGetValue(name, out int place)) return place;
        int first = Array.FindIndex(patterns, pattern => Matches(pattern, name));
        return places[name] = first < 0 ? patterns.Length : first;
    }

    /// <summary>A pattern without parameters is misspelt, or stands behind one that has them all.</summary>
    private void RequireAllMatched(IReadOnlyList<StoredParam> parameters, ILookup<int, StoredParam> parts)
    {
        for (int i = 0; i < patterns.Length; i++)
        {
            if (parts.Contains(i)) continue;
            foreach (StoredParam parameter in parameters) parameter.Unconstrained.grad = null;
            throw parameters.Any(parameter => Matches(patterns[i], parameter.Name))
                ? Error.Options($"each parameter that matches \"{patterns[i]}\" matches an earlier pattern", "write the pattern before the wider one, or leave it out.")
                : Error.UnknownSite("an optimiser by pattern", patterns[i], parameters.Select(parameter => parameter.Name));
        }
    }

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
