using MathNet.Numerics.Random;

namespace Ppl.Examples.Tests;

public sealed class TopicMatchTests
{
    [Test]
    public void Topics_in_another_order_are_the_same()
    {
        double[][] planted = [[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.2, 0.6, 0.2]];
        TopicMatch match = TopicMatch.Of([planted[2], planted[0], planted[1]], planted);
        Assert.That(match.Found, Is.EqualTo(new int?[] { 1, 2, 0 }));
        Assert.That(match.Cosines, Has.All.EqualTo(1).Within(1e-12));
        Assert.That(match.Mean, Is.EqualTo(1).Within(1e-12));
    }

    /// <summary>Cosine of (1, 0) and (1, 1): 1/√2. A topic that is not there counts as one that is nothing like.</summary>
    [Test]
    public void Topics_that_are_too_few_or_too_many_find_the_best_places()
    {
        TopicMatch few = TopicMatch.Of([[1, 1]], [[0, 1], [1, 0.5]]), many = TopicMatch.Of([[1, 1], [0, 1], [1, 0]], [[1, 0]]);
        Assert.That(few.Found, Is.EqualTo(new int?[] { null, 0 }));
        Assert.That(few.Cosines, Is.EqualTo(new[] { 0, 1.5 / Math.Sqrt(2 * 1.25) }).Within(1e-12));
        Assert.That(many.Found, Is.EqualTo(new int?[] { 2 }));
    }

    /// <summary>Taking the best pair first would give 0.9 + 0.1, the other way round 0.8 + 0.8.</summary>
    [Test]
    public void The_sum_counts_not_the_best_pair() => Assert.That(TopicMatch.Assign(new[,] { { 0.9, 0.8 }, { 0.8, 0.1 } }), Is.EqualTo(new[] { 1, 0 }));

    [Test]
    public void The_assignment_is_the_best_of_all()
    {
        var random = new MersenneTwister(1);
        for (int trial = 0; trial < 200; trial++)
        {
            int size = 1 + trial % 6;
            double[,] gains = new double[size, size];
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++) gains[i, j] = trial % 2 == 0 ? random.NextDouble() : random.Next(-2, 3);
            int[] found = TopicMatch.Assign(gains);
            Assert.That(found, Is.EquivalentTo(Enumerable.Range(0, size)));
            Assert.That(found.Select((j, i) => gains[i, j]).Sum(), Is.EqualTo(Orders(size).Max(order => order.Select((j, i) => gains[i, j]).Sum())).Within(1e-12));
        }
    }

    private static IEnumerable<int[]> Orders(int size) =>
        size == 0 ? [[]] : Orders(size - 1).SelectMany(order => Enumerable.Range(0, size).Select(place => (int[])[.. order[..place], size - 1, .. order[place..]]));
}
