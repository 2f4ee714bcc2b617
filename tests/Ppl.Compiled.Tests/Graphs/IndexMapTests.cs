namespace Ppl.Compilation.Tests;

internal sealed class IndexMapTests
{
    [Test]
    public void Strides_and_a_table_of_the_same_indices_agree()
    {
        var strided = new StridedMap([2, 3], [1, 2], offset: 4);     // the transpose of a 3 by 2 array that begins at 4
        var table = new TableMap([4, 6, 8, 5, 7, 9]);
        Assert.That(Enumerable.Range(0, strided.Count).Select(i => strided[i]), Is.EqualTo(table.Indices.ToArray()));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Maps_are_equal_by_what_they_say(IndexMap map, IndexMap other, bool areEqual) => Assert.That(map.Equals(other), Is.EqualTo(areEqual));

    private static IEnumerable<TestCaseData> Pairs =>
    [
        new(new StridedMap([4], [0]), new StridedMap([4], [0]), true),
        new(new StridedMap([4], [0]), new StridedMap([4], [1]), false),
        new(new TableMap([1, 0]), new TableMap([1, 0]), true),
        new(new TableMap([1, 0]), new TableMap([0, 1]), false),
    ];
}
