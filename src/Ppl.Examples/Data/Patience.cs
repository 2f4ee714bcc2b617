namespace Ppl.Examples;

/// <summary>How long a download waits.</summary>
/// <param name="Pauses">Before the second attempt, the third, and so on: there is one attempt more than there are pauses.</param>
/// <param name="Silence">How long a server may say nothing.</param>
internal sealed record Patience(IReadOnlyList<TimeSpan> Pauses, TimeSpan Silence)
{
    public static Patience Default { get; } = new([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)], TimeSpan.FromSeconds(30));
}
