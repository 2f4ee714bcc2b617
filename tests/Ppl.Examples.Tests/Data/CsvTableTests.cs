namespace Ppl.Examples.Tests;

public sealed class CsvTableTests
{
    [TestCase("x\n1\n-2.5e1\n", TestName = "A column with its name")]
    [TestCase("1\n-25\n", TestName = "Numbers alone")]
    [TestCase("\ufeff id , x\r\na,1\r\nb, -25\r\n\r\n", TestName = "A byte order mark, spaces, line ends of another system, blank lines at the end")]
    [TestCase("\"a, b\",\"x\"\n\"say \"\"yes\"\", or no\",1\n,\"-25\"", TestName = "Quoted cells")]
    public void A_column_is_found(string text) => Assert.That(Read(text).Numbers("x"), Is.EqualTo(new[] { 1.0, -25 }));

    [TestCase("PPL307", "row 2 (line 3), column \"x\": \"abc\" is no finite number", "id,x\n1,2\n2,abc\n")]
    [TestCase("PPL307", "row 1 (line 2), column \"x\": the cell is empty", "id,x\n1,\n2,3\n")]
    [TestCase("PPL307", "row 2 (line 2), column \"x\": the cell is empty", "1\n\n2\n")]
    [TestCase("PPL307", "\"nan\" is no finite number", "x\nnan\n")]
    [TestCase("PPL307", "\"1e999\" is no finite number", "x\n1e999\n")]
    [TestCase("PPL307", "\"1,5\" is no finite number", "x\n\"1,5\"\n")]
    [TestCase("PPL308", "there is no column \"x\" but y, id", "id,y\n1,2\n")]
    [TestCase("PPL308", "its columns have no names", "1,2\n3,4\n")]
    [TestCase("PPL303", "line 3 has 3 cells, the first line 2", "id,x\n1,2\n1,2,3\n")]
    [TestCase("PPL301", "the table has no rows", "x\n")]
    [TestCase("PPL301", "the table has no rows", "")]
    public void What_is_wrong_is_said_with_its_place(string code, string mistake, string text) =>
        Assert.That(() => Read(text).Numbers("x"), Throws.TypeOf<PplException>().With.Message.StartsWith(code).And.Message.Contains(mistake));

    [Test]
    public void Empty_cells_and_NA_are_gaps_where_gaps_may_be()
    {
        CsvTable table = Read("id,x\n1,2\n2,\n3,NA\n4,\"\"\n5,-1\n");
        Assert.That(table.NumbersOrGaps("x"), Is.EqualTo(new[] { 2, double.NaN, double.NaN, double.NaN, -1 }));
        Assert.That(() => Read("id,x\n1,2\n2,nothing\n").NumbersOrGaps("x"), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL307").And.Message.Contains("row 2 (line 3)"));
        Assert.That(() => table.NumbersOrGaps("y"), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL308"));
    }

    [Test]
    public void A_file_that_is_missing_and_a_folder_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => CsvTable.Read(folder["none.csv"]), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL301").And.Message.Contains("no such file"));
        Assert.That(() => CsvTable.Read(folder.Path), Throws.TypeOf<PplException>().With.Message.StartsWith("PPL301").And.Message.Contains("a folder, not a file"));
    }

    private static CsvTable Read(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["table.csv"], text);
        return CsvTable.Read(folder["table.csv"]);
    }
}
