namespace Ppl;

internal static partial class Error
{
    /// <summary>Rows that are no list of whole numbers.</summary>
    public static PplException RowsAreNoList(string plate, Tensor rows) =>
        new ErrorText("PPL112", $"plate \"{plate}\": its rows are no list of row numbers")
            .Row("rows", $"{rows.dtype}", Shape.Of(rows).ToString())
            .Row("must be", "Int64", "[rows]")
            .Hint("give the numbers of the rows, one dim long: rows.to(torch.int64).flatten(); a number of rows to draw is subsample.")
            .ToException();

    /// <summary>A row that the plate does not have.</summary>
    public static PplException RowOutside(string plate, long size, long row) =>
        new ErrorText("PPL112", $"plate \"{plate}\": it has no row {row}")
            .Row("rows", size == 0 ? "none" : $"0 to {size - 1}")
            .Hint("give the size of the whole data set as the plate's size, and row numbers counted from 0.")
            .ToException();

    /// <summary>A row that was given twice.</summary>
    public static PplException RowTwice(string plate, long row) =>
        new ErrorText("PPL112", $"plate \"{plate}\": row {row} was given twice")
            .Hint("draw rows without replacement, such as torch.randperm(n).narrow(0, 0, m); if these are the groups to which rows belong, open the plate without rows, and index its value: value.index_select(-1, groups).")
            .ToException();
}
