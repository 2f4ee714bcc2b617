namespace Ppl;

internal static partial class Error
{
    /// <summary>PPL308: a missing column. A table without names for its columns has none to look for.</summary>
    internal static PplException NoColumn(string path, string column, IReadOnlyCollection<string> names) =>
        new ErrorText("PPL308", names.Count == 0
                ? $"{path}: there is no column \"{column}\": its columns have no names"
                : $"{path}: there is no column \"{column}\" but {string.Join(", ", Nearest.Order(column, names).Take(MostNames))}{(names.Count > MostNames ? ", …" : "")}")
            .Hint(names.Count == 0 ? "write the names of the columns into the first line." : $"name the column \"{column}\" in the first line.")
            .ToException();
}
