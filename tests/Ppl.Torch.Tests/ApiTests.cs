namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class ApiTests
{
    private static readonly string folder = TestContext.CurrentContext.TestDirectory;

    [Test]
    public void Every_public_member_is_TorchSharps_own()
    {
        HashSet<string> known = [.. File.ReadLines(Path.Combine(folder, "TorchSharp-0.107-api.txt")).Select(ApiListing.WithoutNullability)];
        IReadOnlyList<string> members = ApiListing.Of(typeof(Tensor).Assembly.Location);
        Assert.That(members, Has.Count.GreaterThan(500));
        Assert.That(members.Where(line => !known.Contains(ApiListing.WithoutNullability(line))), Is.Empty);
    }

    [TestCase("torch", "erfinv")]
    [TestCase("torch.Tensor", "erfinv")]
    [TestCase("torch.special", "erfcx")]
    [TestCase("torch.Tensor", "baddbmm")]
    [TestCase("torch.Tensor", "nanmean")]
    [TestCase("torch.Tensor", "elu_")]
    [TestCase("torch", "set_default_dtype")]
    public void A_member_that_is_broken_in_TorchSharp_is_left_out(string container, string member) =>
        Assert.That(ApiListing.Of(typeof(Tensor).Assembly.Location).Where(line => line.StartsWith($"TorchSharp.{container}\t{member}\t", StringComparison.Ordinal)), Is.Empty);
}
