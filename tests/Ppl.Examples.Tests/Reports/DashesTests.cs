using System.Numerics;

namespace Ppl.Examples.Tests;

public sealed class DashesTests
{
    [Test]
    public void Dashes_and_gaps_have_their_lengths_along_a_line_and_around_its_corners()
    {
        IEnumerable<IReadOnlyList<Vector2>> dashes = new Dashes(3, 2).Cut([new(0, 0), new(6, 0), new(6, 6)]);
        Assert.That(dashes, Is.EqualTo(new Vector2[][]
        {
            [new(0, 0), new(3, 0)],
            [new(5, 0), new(6, 0), new(6, 2)],
            [new(6, 4), new(6, 6)],
        }));
    }
}
