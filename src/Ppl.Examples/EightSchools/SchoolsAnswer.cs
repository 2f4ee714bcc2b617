using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>What a posterior says of the latents of <see cref="EightSchools"/>.</summary>
/// <param name="Mu">Of the mean effect.</param>
/// <param name="Tau">Of the spread of the effects.</param>
/// <param name="Theta">Of the effect in each school.</param>
internal sealed record SchoolsAnswer(Moments Mu, Moments Tau, IReadOnlyList<Moments> Theta)
{
    /// <summary>That of draws.</summary>
    public static SchoolsAnswer Of(Samples draws) => Of(draws, [.. Enumerable.Repeat(1.0 / draws.Draws, draws.Draws)]);

    /// <summary>That of draws with weights that sum to 1.</summary>
    public static SchoolsAnswer Of(Samples draws, IReadOnlyList<double> weights) => new(
        Moments.Of(draws["mu"].Element(), weights),
        Moments.Of(draws["tau"].Element(), weights),
        [.. Enumerable.Range(0, (int)draws["theta"].Shape.NumberOfElements).Select(school => Moments.Of(draws["theta"].Element(school), weights))]);
}
