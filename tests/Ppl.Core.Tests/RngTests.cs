using Ppl.Testing;
using TorchSharp;
using static MathNet.Numerics.Distributions.Normal;

namespace Ppl.Core.Tests;

/// <summary>Each statistical assertion has a false alarm rate of 1e-6.</summary>
public sealed class RngTests
{
    private DisposeScope scope = null!;

    [SetUp] public void Open() => scope = torch.NewDisposeScope();

    [TearDown] public void Close() => scope.Dispose();

    [Test]
    public void The_bits_are_those_of_the_published_generators()
    {
        Assert.That(SplitMix64.Output(0, 1), Is.EqualTo(0xE220A8397B1DCDAF));
        Assert.That(SplitMix64.Output(0, 2), Is.EqualTo(0x6E789E6AA1B965F4));
        var generator = new Xoshiro256(1);
        ulong[] bits = [.. Enumerable.Range(0, 100).Select(_ => generator.Next())];
        Assert.That(bits[..3], Is.EqualTo(new ulong[] { 0xCFC5D07F6F03C29B, 0xBF424132963FE08D, 0x19A37D5757AAF520 }));
        Assert.That(bits[99], Is.EqualTo(0x1390758A37FBD91B));
    }

    [Test]
    public void One_seed_gives_one_stream_of_everything()
    {
        using Rng a = new(5), b = new(5), c = new(6);
        Assert.That(Mixture(a), Is.EqualTo(Mixture(b)));
        Assert.That(Mixture(a), Is.Not.EqualTo(Mixture(c)));
    }

    [Test]
    public void Forks_differ_from_each_other_and_from_their_source()
    {
        using var rng = new Rng(5);
        string[] streams = [Mixture(new Rng(5)), .. Enumerable.Range(0, 100).Select(stream => Mixture(rng.Fork((ulong)stream)))];
        Assert.That(streams, Is.Unique);
    }

    [Test]
    public void A_fork_depends_on_seed_and_stream_alone()
    {
        using Rng used = new(5), fresh = new(5);
        Mixture(used);
        used.Fork(1);
        Assert.That(Mixture(used.Fork(7)), Is.EqualTo(Mixture(fresh.Fork(7))));
    }

    [Test]
    public void Forking_leaves_the_source_as_it_was()
    {
        using Rng forked = new(5), plain = new(5);
        Mixture(forked.Fork(3));
        Assert.That(Mixture(forked), Is.EqualTo(Mixture(plain)));
    }

    [Test]
    public void Forks_keep_dtype_and_device()
    {
        using var rng = new Rng(5, torch.ScalarType.Float64);
        Assert.That(rng.Fork(1).Randn([2]).dtype, Is.EqualTo(torch.ScalarType.Float64));
    }

    [Test]
    public void Nothing_global_is_touched()
    {
        torch.manual_seed(8);
        double[] expected = torch.rand(3).Numbers();
        torch.manual_seed(8);
        using var rng = new Rng(1);
        Mixture(rng);
        Assert.That(torch.rand(3).Numbers(), Is.EqualTo(expected));
    }

    [Test]
    public void The_first_draws_of_many_forks_are_uniform_and_normal()
    {
        using var rng = new Rng(1);
        double[] uniform = new double[4000], normal = new double[4000];
        for (int i = 0; i < uniform.Length; i++)
        {
            using Rng fork = rng.Fork((ulong)i);
            uniform[i] = fork.NextDouble();
            normal[i] = fork.Randn([]).item<float>();
        }
        StatisticalAssert.Distribution(uniform, x => x);
        StatisticalAssert.Distribution(normal, x => CDF(0, 1, x));
    }

    [Test]
    public void Numbers_follow_their_distributions()
    {
        using var rng = new Rng(2);
        StatisticalAssert.Distribution([.. Repeat(50_000, rng.NextDouble)], x => x);
        StatisticalAssert.Distribution([.. Repeat(50_000, rng.NextGaussian)], x => CDF(0, 1, x));
        long[] counts = new long[7];
        for (int i = 0; i < 50_000; i++) counts[rng.NextInt64(7)]++;
        StatisticalAssert.Frequencies(counts, [.. Enumerable.Repeat(1.0 / 7, 7)]);
    }

    /// <summary>By halves of 256 layers, of which each has as much of the area under the curve; and the tail beyond the lowest of them, which is drawn by other means.</summary>
    [Test]
    public void Normal_numbers_by_layers_follow_their_distribution()
    {
        using var rng = new Rng(2);
        double[] numbers = new double[2_000_000];
        rng.FillGaussian(numbers);
        StatisticalAssert.Distribution(numbers[..50_000], x => CDF(0, 1, x));
        StatisticalAssert.Mean(numbers, 0);
        StatisticalAssert.Variance(numbers, 1);
        StatisticalAssert.Mean([.. numbers.Select(x => x * x * x * x)], 3);
        long[] counts = new long[512];
        foreach (double x in numbers) counts[(int)(512 * CDF(0, 1, x))]++;
        StatisticalAssert.Frequencies(counts, [.. Enumerable.Repeat(1.0 / 512, 512)]);
        double[] tail = [.. numbers.Select(Math.Abs).Where(x => x > 3.6541528853610088)];
        double beyond = 2 * CDF(0, 1, -3.6541528853610088);
        Assert.That(tail, Has.Length.EqualTo(numbers.Length * beyond).Within(5 * Math.Sqrt(numbers.Length * beyond)));
        StatisticalAssert.Distribution(tail, x => 1 - (2 * CDF(0, 1, -x) / beyond));
    }

    /// <summary>Numbers and places within a layer come from other bits of one draw: neighbours, and a number and its square's neighbour, have no correlation.</summary>
    [Test]
    public void Normal_numbers_by_layers_do_not_depend_on_each_other()
    {
        using var rng = new Rng(3);
        double[] numbers = new double[200_000];
        rng.FillGaussian(numbers);
        StatisticalAssert.Mean([.. numbers.Zip(numbers.Skip(1), (a, b) => a * b)], 0);
        StatisticalAssert.Mean([.. numbers.Zip(numbers.Skip(1), (a, b) => ((a * a) - 1) * ((b * b) - 1))], 0);
    }

    [Test]
    public void Normal_numbers_by_layers_are_one_stream_with_all_others()
    {
        using Rng whole = new(4), parts = new(4);
        double[] once = new double[30], twice = new double[30];
        whole.FillGaussian(once);
        parts.FillGaussian(twice.AsSpan(0, 11));
        parts.FillGaussian(twice.AsSpan(11));
        Assert.That(twice, Is.EqualTo(once));
        Assert.That(parts.NextDouble(), Is.EqualTo(whole.NextDouble()));
    }

    [Test]
    public void Tensors_follow_their_distributions()
    {
        using var rng = new Rng(2, torch.ScalarType.Float64);
        StatisticalAssert.Distribution(rng.Rand([50_000]).Numbers(), x => x);
        StatisticalAssert.Distribution(rng.Randn([50_000]).Numbers(), x => CDF(0, 1, x));
    }

    [Test]
    public void Every_order_is_equally_likely()
    {
        using var rng = new Rng(3);
        Dictionary<string, long> counts = [];
        for (int i = 0; i < 24_000; i++)
        {
            string order = string.Join(",", rng.Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.That(counts, Has.Count.EqualTo(24));
        StatisticalAssert.Frequencies([.. counts.Values], [.. Enumerable.Repeat(1.0 / 24, 24)]);
    }

    private static string Mixture(Rng rng) => string.Join(";",
        rng.NextDouble(), rng.NextGaussian(), rng.NextInt64(1_000_000_000), string.Join(",", rng.Permutation(5)),
        string.Join(",", rng.Rand([2]).Numbers()), string.Join(",", rng.Randn([2, 2]).Numbers()));

    private static IEnumerable<double> Repeat(int count, Func<double> draw) => Enumerable.Range(0, count).Select(_ => draw());
}
