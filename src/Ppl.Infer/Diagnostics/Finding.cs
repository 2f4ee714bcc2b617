namespace Ppl.Infer;

/// <summary>Something amiss, in words.</summary>
/// <param name="Text">What was found: <c>R-hat is 1.34 for mu (1.01 is good)</c>.</param>
/// <param name="Hint">What to do about it, in the imperative.</param>
public sealed record Finding(string Text, string Hint)
{
    /// <summary>The text, then the hint.</summary>
    public override string ToString() => $"{Text}: {Hint}";
}
