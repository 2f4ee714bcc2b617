using Ppl.Handlers;
using Spectre.Console;

namespace Ppl.Examples.Tests;

public sealed class HtmlReportTests
{
    private const string Nasty = "a<b>&\"c\"'d'</title></style><script>";

    private static string Page(TemporaryFolder folder) => new HtmlReport
    {
        Example = Nasty,
        Title = Nasty,
        Answer = Nasty,
        Results = new ResultTable(Nasty, Nasty).Add(Nasty, Nasty),
        Figures =
        [
            new("plot", new Plot(Nasty, new(Nasty, Nasty), new(Nasty, Nasty), new Line(Nasty, [0, 1], [0, 1]), new Points(Nasty, [0], [0]) { Labelled = true }), Nasty),
            new("map", new Plot("map", new("x"), new("y"), new Cells(new double[,] { { 1, 2 } }, (0, 1), (0, 1), new(Nasty))), "map"),
            new("grid", new ImageGrid(Nasty, [new byte[4]], 1) { RowNames = [Nasty], ColumnNames = [Nasty], XLabel = Nasty, YLabel = Nasty }, Nasty),
        ],
        Graph = ModelGraph.Of(_ => Primitives.Deterministic(Nasty, torch.zeros(1)), 0),
        Model = new ModelText([(TokenKind.Text, Nasty), (TokenKind.Plain, Nasty)]),
        Settings = [(Nasty, Nasty)],
        Run = new ExampleRun(1, true, Nasty, OutputFolder.Prepare(folder.Path), AnsiConsole.Console, default),
        Duration = TimeSpan.FromSeconds(1),
    }.ToString();

    [Test]
    public void Every_text_is_escaped()
    {
        using var folder = new TemporaryFolder();
        Assert.That(Page(folder), Does.Not.Contain("a<b>").And.Not.Contain("<script").And.Contain("a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;"));
    }

    [TestCase("http:")]
    [TestCase("https:")]
    [TestCase("<script")]
    [TestCase("<link")]
    [TestCase("@import")]
    [TestCase("url(")]
    [TestCase("src=")]
    public void The_page_loads_nothing(string load)
    {
        using var folder = new TemporaryFolder();
        Assert.That(Page(folder), Does.Not.Contain(load));
    }

    [Test]
    public void Pictures_are_part_of_the_page_and_have_captions_and_titles()
    {
        using var folder = new TemporaryFolder();
        string page = Page(folder);
        int Count(string text) => page.Split(text).Length - 1;
        Assert.Multiple(() =>
        {
            Assert.That(Count("<figure "), Is.EqualTo(4));
            Assert.That(Count("<figcaption>"), Is.EqualTo(4));
            Assert.That(Count("role=\"img\">\n<title>"), Is.EqualTo(4));
            Assert.That(Count("href=\"data:image/png;base64,"), Is.EqualTo(Count("href=")).And.EqualTo(3));
            Assert.That(page, Does.Contain("<html lang=\"en\">"));
            Assert.That(Count("<h1>"), Is.EqualTo(1));
        });
    }

    [Test]
    public void Both_schemes_have_all_colours()
    {
        Assert.Multiple(() =>
        {
            foreach (Ink ink in Ink.All)
                Assert.That(StyleSheet.Text, Does.Contain($"--{ink.Name}: {ink.Light};").And.Contain($"--{ink.Name}: {ink.Dark};"));
            Assert.That(StyleSheet.Text.Count(letter => letter == '{'), Is.EqualTo(StyleSheet.Text.Count(letter => letter == '}')));
            Assert.That(StyleSheet.Text, Does.Not.Contain("{{"));
        });
    }

    [Test]
    public void A_row_has_as_many_cells_as_there_are_columns() =>
        Assert.Throws<ArgumentException>(() => new ResultTable("name", "number").Add("one"));
}
