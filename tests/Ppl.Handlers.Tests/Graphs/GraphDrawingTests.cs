using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Ppl.Testing;

namespace Ppl.Handlers.Tests;

public sealed class GraphDrawingTests
{
    private static ModelGraph Graph(Action program) => ModelGraph.Of(_ => program(), 0);

    private static readonly Action[] Programs =
        [GraphPrograms.Gaussian, GraphPrograms.EightSchools, GraphPrograms.Mixture, GraphPrograms.Lda, GraphPrograms.Hmm, GraphPrograms.CrossingPlates, () => { }];

    private static readonly ModelGraph[] Graphs = [.. Programs.Select(Graph), .. Enumerable.Range(0, 30).Select(RandomGraph)];

    private static readonly GraphLayout[] Layouts = [.. Graphs.Select(GraphLayout.Of)];

    /// <summary>Up to 18 nodes of all kinds, in up to four plates that nest and cross, with edges from earlier to later ones.</summary>
    private static ModelGraph RandomGraph(int seed)
    {
        using var rng = new Rng((ulong)seed);
        long Below(long count) => rng.NextInt64(count);
        PlateFrame[] plates = [.. Enumerable.Range(0, (int)Below(5)).Select(i => new PlateFrame($"plate{i}" + new string('x', (int)Below(20)), -1 - i, 10, 10))];
        ModelNode[] nodes = [.. Enumerable.Range(0, 1 + (int)Below(18)).Select(i => new ModelNode(
            $"n{i}" + new string('m', (int)Below(12)), (ModelNodeKind)Below(6), Below(2) == 0 ? "" : "Normal.ToEvent(1)", [.. plates.Where(_ => Below(3) == 0)]))];
        IEnumerable<ModelEdge> edges = from to in Enumerable.Range(1, nodes.Length - 1) from i in Enumerable.Range(0, (int)Below(4)) select new ModelEdge(nodes[Below(to)].Name, nodes[to].Name);
        return new ModelGraph(nodes, edges);
    }

    [Test]
    public void No_two_nodes_overlap()
    {
        foreach (GraphLayout layout in Layouts)
        {
            Piece[] nodes = [.. layout.Root.Leaves.Where(leaf => leaf.Node is not null)];
            for (int i = 0; i < nodes.Length; i++)
                for (int j = 0; j < i; j++) Assert.That(Overlap(nodes[i], nodes[j]), Is.False, $"{nodes[i].Node} {nodes[j].Node}");
        }
    }

    [Test]
    public void A_plate_encloses_its_members_and_nobody_else()
    {
        foreach (Piece root in Layouts.Select(layout => layout.Root))
        {
            foreach (Piece plate in root.Plates)
            {
                Piece[] members = [.. plate.Leaves];
                foreach (Piece leaf in root.Leaves.Where(leaf => leaf.Node is not null))
                    Assert.That(members.Contains(leaf) ? Inside(leaf, plate) : !Overlap(leaf, plate), Is.True, $"{leaf.Node} {plate.Label}");
            }
        }
    }

    [Test]
    public void Each_node_is_inside_a_box_of_each_of_its_plates()
    {
        foreach (GraphLayout layout in Layouts)
        {
            foreach (Piece leaf in layout.Root.Leaves)
                if (leaf.Node is { } node)
                    Assert.That(leaf.Around.Where(piece => piece.Label.Length > 0).Select(piece => piece.Label), Is.EquivalentTo(node.Plates.Select(frame => $"{frame.Name} ({frame.Size})")));
        }
    }

    [Test]
    public void Plates_nest_or_lie_apart_and_all_lies_in_the_picture()
    {
        foreach (Piece root in Layouts.Select(layout => layout.Root))
        {
            Piece[] plates = [.. root.Plates];
            foreach (Piece plate in plates)
            {
                Assert.That(Inside(plate, root), Is.True, plate.Label);
                Assert.That(plate.Right - plate.Left, Is.GreaterThan(TextWidth.Of(plate.Label, NodeShape.LabelSize)));
                foreach (Piece other in plates.Where(other => other != plate))
                    Assert.That(other.Around.Contains(plate) ? Inside(other, plate) : plate.Around.Contains(other) || !Overlap(plate, other), Is.True, $"{plate.Label} {other.Label}");
            }
            foreach (Piece leaf in root.Leaves) Assert.That(Inside(leaf, root), Is.True, $"{leaf.Node}");
        }
    }

    [Test]
    public void An_edge_goes_down_and_passes_no_node()
    {
        foreach (GraphLayout layout in Layouts)
        {
            Piece[] leaves = [.. layout.Root.Leaves], nodes = [.. leaves.Where(leaf => leaf.Node is not null)], lanes = [.. leaves.Except(nodes)];
            foreach (Route route in layout.Routes)
            {
                Assert.That(route.Lower.First, route.Lane is null ? Is.EqualTo(route.Upper.First + 1) : Is.GreaterThan(route.Upper.First + 1));
                if (route.Lane is { } lane) Assert.That((lane.First, lane.Last), Is.EqualTo((route.Upper.First + 1, lane.Last)));
            }
            for (int layer = 1; layer <= layout.Root.Last; layer++)
                Assert.That(nodes.Where(leaf => leaf.First == layer).Min(leaf => leaf.Top), Is.GreaterThan(nodes.Where(leaf => leaf.First == layer - 1).Max(leaf => leaf.Bottom) + 30));
            foreach (Piece lane in lanes)
                foreach (Piece other in leaves.Where(leaf => leaf != lane)) Assert.That(Overlap(lane, other), Is.False);
        }
    }

    [Test]
    public void The_picture_is_well_formed_and_the_same_each_time()
    {
        foreach (ModelGraph graph in Graphs.Take(20))
        {
            string svg = graph.ToSvg();
            Assert.That(XDocument.Parse(svg).Root!.Name.LocalName, Is.EqualTo("svg"));
            Assert.That(graph.ToSvg(), Is.EqualTo(svg));
        }
    }

    [Test]
    public void Names_that_are_no_plain_words_are_escaped()
    {
        const string name = "a\"b<c>&d\\e#f;\u0001";
        var graph = new ModelGraph([new(name, ModelNodeKind.Latent, "Normal", [new PlateFrame(name, -1, 2, 2)])], []);
        Assert.Multiple(() =>
        {
            Assert.That(XDocument.Parse(graph.ToSvg(name)).Descendants().Select(element => element.Value), Does.Contain("a\"b<c>&d\\e#f;\ufffd"));
            Assert.That(graph.ToDot(), Does.Contain("\"a\\\"b<c>&d\\\\e#f;"));
            Assert.That(graph.ToMermaid(), Does.Contain("\"a#34;b#60;c#62;#38;d#92;e#35;f#59;#1;"));
        });
    }

    [Test]
    public void An_edge_to_a_node_that_was_met_earlier_goes_up()
    {
        var graph = new ModelGraph([.. "abc".Select(name => new ModelNode(name.ToString(), ModelNodeKind.Latent, "", []))], [new("a", "b"), new("b", "c"), new("c", "a")]);
        Assert.That(GraphLayout.Of(graph).Routes.Select(route => (route.Upper.Node!.Name, route.Lower.Node!.Name, route.IsUpwards)),
            Is.EqualTo(new[] { ("a", "b", false), ("b", "c", false), ("a", "c", true) }));
        Assert.That(XDocument.Parse(graph.ToSvg()).Root, Is.Not.Null);
    }

    [Test]
    public void The_picture_loads_nothing() => Assert.That(Graph(GraphPrograms.Lda).ToSvg(), Does.Not.Contain("href").And.Not.Contain("url(").And.Not.Contain("<script"));

    [TestCase(nameof(GraphPrograms.EightSchools))]
    [TestCase(nameof(GraphPrograms.CrossingPlates))]
    public void The_texts_and_the_picture_are_these(string name)
    {
        ModelGraph graph = Graph((Action)Delegate.CreateDelegate(typeof(Action), typeof(GraphPrograms), name));
        Golden.Check(graph.ToMermaid(), $"{name}.mmd");
        Golden.Check(graph.ToDot(), $"{name}.dot");
        Golden.Check(graph.ToSvg(), $"{name}.svg");
        if (name == nameof(GraphPrograms.EightSchools)) Golden.CheckFile(graph.ToSvg(), DocumentsPath("images/eight-schools-graph.svg"));
    }

    private static string DocumentsPath(string name, [CallerFilePath] string sourceFile = "") =>
        Path.Combine(Path.GetDirectoryName(sourceFile)!, "../../../docs", name);

    private static bool Overlap(Piece a, Piece b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    private static bool Inside(Piece inner, Piece outer) =>
        inner.Left >= outer.Left && inner.Right <= outer.Right && inner.Top >= outer.Top && inner.Bottom <= outer.Bottom;
}
