namespace Ppl.Compilation.Tests;

public sealed class IndexMapsTests
{
    [Test]
    public void Strides_are_found_in_the_indices_that_they_give([Range(0, 199)] int seed)
    {
        var random = new Random(seed);
        StridedMap map = Arbitrary(random, 1000);
        Assert.That(IndexMaps.Of(map.ToArray()), Is.EqualTo(map));
    }

    [Test]
    public void A_table_stays_a_table() => Assert.That(IndexMaps.Of([0, 2, 1, 5]), Is.EqualTo(new TableMap([0, 2, 1, 5])));

    [Test]
    public void Composed_maps_give_the_index_of_the_index([Range(0, 199)] int seed)
    {
        var random = new Random(seed);
        StridedMap second = Arbitrary(random, 1000), first = Arbitrary(random, second.Count);
        int[] expected = [.. first.ToArray().Select(index => second[index])];
        Assert.Multiple(() =>
        {
            Assert.That(IndexMaps.Compose(first, second)!.ToArray(), Is.EqualTo(expected));
            Assert.That(IndexMaps.Compose(new TableMap(first.ToArray()), second)!.ToArray(), Is.EqualTo(expected));
        });
    }

    [Test]
    public void Strides_over_a_shape_give_the_same_indices([Range(0, 49)] int seed)
    {
        var random = new Random(seed);
        int[] shape = [random.Next(1, 4), random.Next(1, 5), 1, random.Next(1, 4)], strides = [.. shape.Select(_ => random.Next(0, 3))];
        var map = new StridedMap([.. shape], [.. strides], 7);
        var over = new StridedMap([.. shape], [.. map.StridesOver(shape)!], 7);
        Assert.That(over.ToArray(), Is.EqualTo(map.ToArray()));
    }

    [Test]
    public void The_inverse_leads_back()
    {
        var transpose = new StridedMap([3, 2], [1, 3]);
        Assert.Multiple(() =>
        {
            Assert.That(IndexMaps.Compose(transpose, IndexMaps.Inverse(transpose)!), Is.EqualTo(IndexMaps.Identity(6)));
            Assert.That(IndexMaps.Inverse(IndexMaps.Spread(3)), Is.Null);
        });
    }

    // Strides of any sign whose indices lie in an array of so many elements.
    private static StridedMap Arbitrary(Random random, int size)
    {
        while (true)
        {
            int[] lengths = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(1, 5))];
            int[] strides = [.. lengths.Select(_ => random.Next(5) == 0 ? 0 : random.Next(-6, 13))];
            int lowest = lengths.Zip(strides).Sum(dim => Math.Min(0, dim.Second * (dim.First - 1))), highest = lengths.Zip(strides).Sum(dim => Math.Max(0, dim.Second * (dim.First - 1)));
            if (highest - lowest < size) return new StridedMap([.. lengths], [.. strides], random.Next(-lowest, size - highest));
        }
    }
}
