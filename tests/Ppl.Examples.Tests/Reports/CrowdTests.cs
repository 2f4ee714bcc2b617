using System.Numerics;

namespace Ppl.Examples.Tests;

public sealed class CrowdTests
{
    private static readonly Box Frame = new(50, 50, 600, 300);

    [Test]
    public void Ten_names_at_one_place_are_spread_and_stay_within_the_frame([Values(50, 300)] float x)
    {
        Vector2[] places = Crowd.Spread([.. Enumerable.Repeat(new Vector2(x, 60), 10)], Frame);
        for (int i = 0; i < places.Length; i++)
            for (int j = 0; j < i; j++) Assert.That(Vector2.Distance(places[i], places[j]), Is.GreaterThan(16));
        Assert.That(places, Has.All.Matches<Vector2>(place => place.X >= 50 && place.Y >= 50));
    }

    [Test]
    public void Places_with_room_are_left_where_they_are()
    {
        Vector2[] places = [new(100, 100), new(130, 100), new(130, 140)];
        Assert.That(Crowd.Spread(places, Frame), Is.EqualTo(places));
    }
}
