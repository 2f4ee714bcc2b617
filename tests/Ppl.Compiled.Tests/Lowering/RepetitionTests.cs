namespace Ppl.Compilation.Tests;

public sealed class RepetitionTests
{
    [Test]
    public void A_stretch_is_found_where_it_begins_and_ends()
    {
        int[] body = [1, 2, 2, 3, 1, 4, 5];
        int[] kinds = [9, 8, 9, .. Enumerable.Repeat(body, 100).SelectMany(static kinds => kinds), 7, 7];
        List<Stretch> found = Repetition.Find(kinds);
        Assert.That(found, Is.EqualTo(new[] { new Stretch(0, 3, 1), new Stretch(3, 7, 100), new Stretch(703, 2, 1) }));
    }

    [Test]
    public void What_repeats_within_a_repetition_is_not_taken_for_it()
    {
        int[] body = [.. Enumerable.Repeat(1, 64), 2, .. Enumerable.Repeat(1, 64), 3];
        int[] kinds = [.. Enumerable.Repeat(body, 50).SelectMany(static kinds => kinds)];
        Assert.That(Repetition.Find(kinds), Is.EqualTo(new[] { new Stretch(0, body.Length, 50) }));
    }

    [Test]
    public void Stretches_follow_each_other()
    {
        int[] kinds = [.. Enumerable.Repeat(new[] { 1, 2, 3 }, 200).SelectMany(static kinds => kinds), .. Enumerable.Repeat(new[] { 4, 5 }, 200).SelectMany(static kinds => kinds)];
        Assert.That(Repetition.Find(kinds), Is.EqualTo(new[] { new Stretch(0, 3, 200), new Stretch(600, 2, 200) }));
    }

    [Test]
    public void A_list_without_repetitions_stays_as_it_is()
    {
        int[] kinds = [.. Enumerable.Range(0, 1000)];
        Assert.That(Repetition.Find(kinds), Is.EqualTo(new[] { new Stretch(0, 1000, 1) }));
    }

    [Test]
    public void Seven_repetitions_are_too_few()
    {
        int[] kinds = [.. Enumerable.Repeat(Enumerable.Range(0, 100), 7).SelectMany(static kinds => kinds)];
        Assert.That(Repetition.Find(kinds), Is.EqualTo(new[] { new Stretch(0, 700, 1) }));
    }
}
