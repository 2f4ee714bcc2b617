using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

/// <summary>Members whose arguments could go to the wrong places, against values by hand. x is [[1, 2, 3], [4, 5, 6]].</summary>
[TestFixture]
public sealed class MemberTests
{
    private static IEnumerable<TestCaseData> Members()
    {
        yield return Case("sub", x => x.sub(x), 0, 0, 0, 0, 0, 0);
        yield return Case("add with alpha", x => x.add(x, -2), -1, -2, -3, -4, -5, -6);
        yield return Case("addcmul_", x => x.addcmul_(x, x, 2), 3, 10, 21, 36, 55, 78);
        yield return Case("addcdiv_", x => x.addcdiv_(x, x, 3), 4, 5, 6, 7, 8, 9);
        yield return Case("div rounded", x => x.div(2, RoundingMode.floor), 0, 1, 1, 2, 2, 3);
        yield return Case("remainder", x => x % 4, 1, 2, 3, 0, 1, 2);
        yield return Case("pow", x => x.pow(2), 1, 4, 9, 16, 25, 36);
        yield return Case("clamp", x => x.clamp(2, 5), 2, 2, 3, 4, 5, 5);
        yield return Case("clamp_min", x => x.clamp_min(3), 3, 3, 3, 4, 5, 6);
        yield return Case("clamp_max", x => x.clamp_max(3), 1, 2, 3, 3, 3, 3);
        yield return Case("atan2", x => x.atan2(-x) * (4 / Math.PI), 3, 3, 3, 3, 3, 3);
        yield return Case("tan", x => (x * (Math.PI / 4)).tan()[0, 0].unsqueeze(0), 1);
        yield return Case("lerp", x => x.lerp(3 * x, tensor(0.5f)), 2, 4, 6, 8, 10, 12);
        yield return Case("where", x => where(x > 3, x, -x), -1, -2, -3, 4, 5, 6);
        yield return Case("where of a tensor", x => x.where(x > 3, -x), -1, -2, -3, 4, 5, 6);
        yield return Case("masked_fill", x => x.masked_fill(x > 3, 0), 1, 2, 3, 0, 0, 0);
        yield return Case("sum", x => x.sum(1), 6, 15);
        yield return Case("sum of two dims", x => x.sum([0, 1], keepdim: true), 21);
        yield return Case("mean", x => x.mean([0]), 2.5, 3.5, 4.5);
        yield return Case("prod", x => x.prod(1), 6, 120);
        yield return Case("var, unbiased", x => x.var(1), 1, 1);
        yield return Case("var of the population", x => x.var(1, unbiased: false), 2.0 / 3, 2.0 / 3);
        yield return Case("std", x => x.std([0], unbiased: false), 1.5, 1.5, 1.5);
        yield return Case("logsumexp", x => x.log().logsumexp(1).exp(), 6, 15);
        yield return Case("cumsum", x => x.cumsum(1), 1, 3, 6, 4, 9, 15);
        yield return Case("cumprod", x => x.cumprod(0), 1, 2, 3, 4, 10, 18);
        yield return Case("norm", x => x.norm().square(), 91);
        yield return Case("amax", x => x.amax([1]), 3, 6);
        yield return Case("amin", x => x.amin(0), 1, 2, 3);
        yield return Case("max of a dim", x => x.max(1).values, 3, 6);
        yield return Case("max of two", x => x.max(4 + 0 * x), 4, 4, 4, 4, 5, 6);
        yield return Case("min of a dim", x => x.min(0).values, 1, 2, 3);
        yield return Case("sort", x => x.sort(1, descending: true).Values, 3, 2, 1, 6, 5, 4);
        yield return Case("transpose", x => x.transpose(0, 1), 1, 4, 2, 5, 3, 6);
        yield return Case("permute", x => x.unsqueeze(0).permute(2, 0, 1).reshape(-1), 1, 4, 2, 5, 3, 6);
        yield return Case("flip", x => x.flip(1), 3, 2, 1, 6, 5, 4);
        yield return Case("repeat", x => x[0].repeat(2), 1, 2, 3, 1, 2, 3);
        yield return Case("tile", x => x[0].tile([2]), 1, 2, 3, 1, 2, 3);
        yield return Case("narrow", x => x.narrow(1, 1, 2), 2, 3, 5, 6);
        yield return Case("select", x => x.select(1, 2), 3, 6);
        yield return Case("split", x => x.split([1, 2], 1)[1], 2, 3, 5, 6);
        yield return Case("chunk", x => x.chunk(2)[1], 4, 5, 6);
        yield return Case("stack", x => stack(x.unbind(1), 0), 1, 4, 2, 5, 3, 6);
        yield return Case("cat", x => cat([x, x], 1), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
        yield return Case("gather", x => x.gather(1, tensor(new[] { 2L, 0L }).unsqueeze(1)), 3, 4);
        yield return Case("scatter_", x => x.scatter_(1, tensor(new[] { 2L, 0L }).unsqueeze(1), zeros(2, 1)), 1, 2, 0, 0, 5, 6);
        yield return Case("index_select", x => x.index_select(1, tensor(new[] { 2L })), 3, 6);
        yield return Case("take", x => x.take(tensor(new[] { 5L, 0L })), 6, 1);
        yield return Case("tril", x => x.tril(), 1, 0, 0, 4, 5, 0);
        yield return Case("triu", x => x.triu(1), 0, 2, 3, 0, 0, 6);
        yield return Case("diagonal", x => x.diagonal(1), 2, 6);
        yield return Case("diag_embed", x => x[0].diag_embed(), 1, 0, 0, 0, 2, 0, 0, 0, 3);
        yield return Case("mm", x => x.mm(x.t()), 14, 32, 32, 77);
        yield return Case("bmm", x => x.unsqueeze(0).bmm(x.mT.unsqueeze(0)), 14, 32, 32, 77);
        yield return Case("mv", x => x.mv(ones(3)), 6, 15);
        yield return Case("dot", x => x[0].dot(x[1]), 32);
        yield return Case("outer", x => x[0].outer(x[0]), 1, 2, 3, 2, 4, 6, 3, 6, 9);
        yield return Case("addmm", x => ones(2, 2).addmm(x, x.t(), beta: 2, alpha: -1), -12, -30, -30, -75);
        yield return Case("cholesky", x => linalg.cholesky(x.mm(x.t()) + eye(2)).square(), 15, 0, 1024.0 / 15, 78 - 1024.0 / 15);
        yield return Case("qr", x => linalg.qr(x.t()).R.abs(), Math.Sqrt(14), 32 / Math.Sqrt(14), 0, Math.Sqrt(77 - 32 * 32 / 14.0));
        yield return Case("qr, complete", x => linalg.qr(x.t(), linalg.QRMode.Complete).Q.mm(linalg.qr(x.t(), linalg.QRMode.Complete).R), 1, 4, 2, 5, 3, 6);
        yield return Case("solve_triangular", x => linalg.solve_triangular(tensor(new[,] { { 2f, 0f }, { 1f, 1f } }), x, upper: false), 0.5, 1, 1.5, 3.5, 4, 4.5);
        yield return Case("linear", x => nn.functional.linear(x, ones(1, 3), ones(1)), 7, 16);
        yield return Case("softplus", x => nn.functional.softplus(x, beta: 2) * 2, 2.126928, 4.01815, 6.002476, 8.000335, 10.000045, 12.000006);
        yield return Case("binary cross entropy of logits", x => nn.functional.binary_cross_entropy_with_logits(x, ones_like(x), reduction: nn.Reduction.Sum), 0.516118);
        yield return Case("bernoulli", x => bernoulli(x.gt(3).to(float32)), 0, 0, 0, 1, 1, 1);
        yield return Case("erfinv", x => special.erfinv((x / 10).erf()) * 10, 1, 2, 3, 4, 5, 6);
        yield return Case("zeta", x => special.zeta(2 * ones_like(x), ones_like(x)) * (6 / (Math.PI * Math.PI)), 1, 1, 1, 1, 1, 1);
        yield return Case("linspace", _ => linspace(0, 1, 3), 0, 0.5, 1);
        yield return Case("arange", _ => arange(1, 7, 2), 1, 3, 5);
        yield return Case("eye", _ => eye(2, 3), 1, 0, 0, 0, 1, 0);
        yield return Case("full_like", x => full_like(x[0], 7), 7, 7, 7);

        static TestCaseData Case(string name, Func<Tensor, Tensor> member, params double[] expected) =>
            new TestCaseData(member, expected).SetName($"{char.ToUpperInvariant(name[0])}{name[1..].Replace(' ', '_')}_gives_what_its_name_says");
    }

    [TestCaseSource(nameof(Members))]
    public void Gives_what_its_name_says(Func<Tensor, Tensor> member, double[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } });
        Assert.That(member(x).to(float64).reshape(-1).data<double>().ToArray(), Is.EqualTo(expected).Within(1e-4));
    }
}
