namespace Ppl.Distributions;

/// <summary>The shapes of arguments that are vectors.</summary>
internal static class Vectors
{
    /// <summary>The batch dims of a vector; one number stands for a vector of any length.</summary>
    public static Shape Batch(TensorLike vector) => vector.Shape.DropLast(Math.Min(vector.Shape.Rank, 1));

    /// <summary>The event shape of vectors whose mean is <paramref name="loc"/> and which a matrix of <paramref name="matrix"/> scales.</summary>
    /// <exception cref="PplException">PPL107: the vector is not as long as the matrix has rows.</exception>
    public static Shape EventShape(string owner, TensorLike loc, Shape matrix)
    {
        Shape rows = matrix[^2..^1];
        return loc.Shape.Last(Math.Min(loc.Shape.Rank, 1)).BroadcastsTo(rows)
            ? rows
            : throw Error.EventDoesNotFit(owner, default, rows, $"a mean of shape {loc.Shape} does not fit a matrix of shape {matrix}", "give the mean as many numbers as the matrix has rows, or one for all.");
    }
}
