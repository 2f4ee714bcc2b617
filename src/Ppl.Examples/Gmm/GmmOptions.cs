using Ppl.Infer;

namespace Ppl.Examples;

/// <summary>Settings of <see cref="Gmm"/>.</summary>
/// <param name="File">A table; null for points that the program draws.</param>
/// <param name="Columns">Those of the table to take.</param>
/// <param name="Count">Points to draw.</param>
/// <param name="Components">Of the mixture.</param>
/// <param name="Starts">Places from which each method begins; the best end counts.</param>
/// <param name="Scouting">Epochs from each start, before the best one is gone on with.</param>
/// <param name="Epochs">Epochs from there.</param>
/// <param name="Batch">Points in a step; null for half of them.</param>
/// <param name="LearningRate">Of Adam, before it falls.</param>
/// <param name="Nuts">Whether chains stand beside the other methods.</param>
/// <param name="Engine">How the chains' density is computed.</param>
internal sealed record GmmOptions(
    string? File, IReadOnlyList<string> Columns, int Count, int Components, int Starts, int Scouting, int Epochs, int? Batch, double LearningRate, bool Nuts, Engine Engine)
{
    /// <summary>The points, in the order of the file or as they were drawn.</summary>
    /// <exception cref="PplException">PPL301, PPL303, PPL307, PPL308: the file. PPL314: a column that does not vary; more components than points can tell apart.</exception>
    public GmmData ReadOrDraw(Rng rng)
    {
        GmmData data = File is null ? GmmData.Draw(Count, rng) : GmmData.Read(File, Columns);
        int needed = Components * (data.Dimensions + 1);
        return data.Rows.Length >= needed ? data : throw Error.Options(
            FormattableString.Invariant($"--components {Components}: {data.Rows.Length} points are too few for so many components of {data.Dimensions} dimensions"),
            FormattableString.Invariant($"give at least {needed} points, or ask for fewer components."));
    }
}
