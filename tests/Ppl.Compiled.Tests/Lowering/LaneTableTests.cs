namespace Ppl.Compilation.Tests;

public sealed class LaneTableTests
{
    [Test]
    public void A_lane_is_found_by_its_content_however_many_there_are()
    {
        List<Item> items = [];
        var table = new LaneTable(items);
        for (int i = 0; i < 1000; i++)
        {
            Assert.That(table.Find(Content.Of(i)), Is.Null);
            var lane = new Known(i, i);
            items.Add(lane);
            table.Add(lane, lane.Content);
        }
        foreach (Known lane in items.Cast<Known>()) Assert.That(table.Find(Content.Of(lane.Number)), Is.SameAs(lane));
    }
}
