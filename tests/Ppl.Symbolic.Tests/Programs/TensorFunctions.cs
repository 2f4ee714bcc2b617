namespace Ppl.Symbolic.Tests;

/// <summary>Functions of a vector of 12 numbers between 0.2 and 1.2, one for each kind of member of tensors.</summary>
public static class TensorFunctions
{
    public static IReadOnlyDictionary<string, Func<Tensor, Tensor>> All { get; } = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["operators with numbers"] = static x => 2 * x - 1 + 3.0 / (x + 0.5) - (x - 2L) * (1.5 - x) / 4,
        ["broadcasting"] = static x => Matrix(x) * x.narrow(0, 0, 4) - x.narrow(0, 4, 3).unsqueeze(-1) / Matrix(x),
        ["powers"] = static x => x.pow(2.5) + x.pow(x.flip(0)) + x.pow(2) + x.square() + x.pow(-1) + x.sqrt() + x.rsqrt() + x.reciprocal(),
        ["exponentials"] = static x => x.exp() + x.expm1() + x.log() + x.log1p() + x.tanh() + x.sigmoid() + torch.nn.functional.softplus(x, 1, 50),
        ["softplus with a slope"] = static x => torch.nn.functional.softplus(x, 3, 50),
        // Not the gradient of digamma: trigamma is off by 5e-10 in torch (docs/torch.md).
        ["special functions"] = static x => x.lgamma() + x.detach().digamma() + x.erf() + x.erfc() + torch.special.i0e(x) + torch.special.i1e(x),
        ["logits"] = static x => (x / 2).logit() + (x / 2).logit(0.3),
        ["angles"] = static x => x.sin() * x.cos() + (x - 0.7).atan2(x + 1) + (x - 0.7).abs() + (x - 0.7).sign() + (3 * x).floor(),
        ["remainders"] = static x => (5 * x) % 1.5 + (-5 * x).remainder(2),
        ["sums with factors"] = static x => x.add(x.exp(), 0.5).addcmul(x, x.sin(), -2) + x.lerp(x.square(), x),
        ["comparisons"] = static x => torch.where((x > 0.5) & (x <= 1.1) | (x == 0.25), x.exp(), 2 * x) + torch.where(~(x < 0.6), 1.0, x),
        ["masks"] = static x => x.masked_fill(x > 0.8, 3) * x.masked_fill(Flags(), 2).log(),
        ["clamps"] = static x => x.clamp_min(0.5) * x.clamp_max(0.9).exp() + x.clamp(0.4, 0.8) + (x - 0.5).relu() + x.maximum(x.flip(0)) * x.minimum(x.flip(0)).sin(),
        ["clamps where they begin"] = static x => (x - x.detach()).clamp_min(0) + (x - x.detach()).clamp_max(0) * 3,
        ["sums"] = static x => Matrix(x).sum() * Matrix(x).sum(0L).sum() + Matrix(x).sum(1, keepdim: true) * Matrix(x).sum([0L, 1L]),
        ["means and spreads"] = static x => Matrix(x).mean([1]) * Matrix(x).std(1) + Matrix(x).var(1, unbiased: false) + x.mean(),
        ["logsumexp"] = static x => (30 * Matrix(x)).logsumexp(1) + Matrix(x).exp().logsumexp(-1, keepdim: true) + Matrix(x).logsumexp(0).sum(),
        ["constants of whole numbers and flags"] = static x =>
            x * torch.full([12], 2.7, dtype: torch.int64) + x.exp() * torch.tensor(new[] { -1.7 }, dtype: torch.int64) + x.sin() * torch.tensor(new[] { 0.3 }, dtype: torch.@bool) + (x.detach() > 0.5).to(torch.float64),
        ["softmax"] = static x => Matrix(x).softmax(1) * Matrix(x).log_softmax(0),
        ["largest and smallest"] = static x => Matrix(x).amax([1], keepdim: true) * Matrix(x).amin(0) + x.max() * x.min(),
        ["the largest of equal ones"] = static x => torch.stack([x, x]).amax(0) * x,
        ["running sums"] = static x => Matrix(x).cumsum(0).exp() * Matrix(x).cumsum(-1) + Cube(x).cumsum(1).sum(),
        ["views"] = static x => Matrix(x).transpose(0, 1).reshape(2, 6) * Cube(x).permute(2, 0, 1).flatten().reshape(2, 6) + x.view(2, -1).flip(0, 1) * x.reshape(6, 2).T,
        ["slices"] = static x => x[2] * x[-1] + Matrix(x)[1, 2] * Matrix(x)[.., 1..3].sum() + x[3..].sum() * x[..4].exp().sum() + Matrix(x).select(1, -1).sum(),
        ["new and missing dims"] = static x => x.unsqueeze(0).unsqueeze(-1).squeeze(0) + x.unsqueeze(-1).squeeze() + x.unflatten(0, 3, 4).sum(1, keepdim: true).sum(),
        ["repeats"] = static x => x.repeat(2, 3) * x.expand(2, 12).reshape(-1).repeat(3).reshape(2, 36),
        ["pieces"] = static x => torch.cat([.. x.split([5L, 3L, 4L]).Reverse().Select(static part => part * part.sum())]) * torch.stack([.. Matrix(x).unbind()], 1).flatten(),
        ["joins"] = static x => torch.cat([Matrix(x), 2 * Matrix(x)], 1).exp() * torch.cat([Matrix(x), torch.zeros(3, 4, torch.ScalarType.Float64)], -1),
        ["triangles and diagonals"] = static x => Square(x).tril().exp().sum() + Square(x).triu(1) * Square(x).diagonal().sum() + Square(x).diagonal(-1).diag_embed(1).exp(),
        ["diagonals of batches"] = static x => Cube(x).diagonal(1, 0, 2).sum() * Cube(x).diag_embed().exp(),
        ["gathers"] = static x => Matrix(x).gather(1, torch.tensor([3L, 0, 0, 1, 2, 2], [3L, 2L])) * Matrix(x).index_select(1, torch.tensor([1L, 1])).exp(),
        ["rows at even distances"] = static x => Matrix(x).index_select(0, torch.tensor([2L, 1, 0])).exp() * Matrix(x).index_select(1, torch.tensor([3L])) + Matrix(x).index_select(0, torch.tensor([0L, 2])).sum(),
        ["positions"] = static x => Matrix(x)[torch.tensor([2L, 0, 2])].exp() * x[torch.tensor([5L, 7, 5, 0])] + Matrix(x)[torch.tensor([0L, 1]), torch.tensor([3L, 3])].sum(),
        ["flags as positions"] = static x => x[Flags()].exp() * x[Flags()].sum(),
        ["products of a matrix of data and a vector"] = static x => Data(30, 12).matmul(x).sin().sum() + x.matmul(Data(12, 7)).exp().sum() + Data(12, 1).mT.matmul(x),
        ["products of a matrix of data and a matrix"] = static x => Data(9, 3).matmul(Matrix(x)).exp().sum(1) * Matrix(x).matmul(Data(4, 9)).sin().sum(0L),
        ["products of matrices"] = static x => Matrix(x).matmul(Matrix(x).mT).exp() + Cube(x).matmul(Cube(x).mT.exp()).sum(),
        ["products of larger matrices"] = static x => x.unsqueeze(-1).matmul(x.exp().unsqueeze(0)).sin().matmul(x.unsqueeze(0).mul(x.unsqueeze(-1))),
        ["products of batches"] = static x => Cube(x).matmul(Matrix(x).narrow(1, 0, 2).mT.reshape(2, 3)).exp() + Cube(x).matmul(x.narrow(0, 0, 2)).sum() + x.dot(x),
        ["cholesky"] = static x => torch.linalg.cholesky(Positive(x)).exp(),
        ["triangular solves"] = static x => torch.linalg.solve_triangular(Lower(x), Matrix(x), upper: false).sum(1) + torch.linalg.solve_triangular(Lower(x).mT, Matrix(x), upper: true).exp().sum(1),
        ["triangular solves on the right"] = static x => torch.linalg.solve_triangular(Lower(x), Matrix(x).mT, upper: false, left: false).exp()
            + torch.linalg.solve_triangular(Lower(x), Matrix(x).mT, upper: false, left: false, unitriangular: true),
        ["triangular solves of batches"] = static x => torch.linalg.solve_triangular(torch.stack([Lower(x), 2 * Lower(x)]), Matrix(x), upper: false).exp(),
        ["a gradient that stops"] = static x => x.detach() * x.exp() + (x - x.detach()).exp(),
        ["a mixture"] = static x => torch.logsumexp(Matrix(x).log_softmax(1) - 0.5 * (Data(40, 1).unsqueeze(-1) - Matrix(x)).square() - Matrix(x).log(), -1).sum(0L),
    };

    public static Tensor Matrix(Tensor x) => x.reshape(3, 4);

    public static Tensor Cube(Tensor x) => x.reshape(3, 2, 2);

    private static Tensor Square(Tensor x) => x.narrow(0, 0, 9).reshape(3, 3);

    private static Tensor Positive(Tensor x) => Square(x).matmul(Square(x).mT) + torch.eye(3, dtype: torch.ScalarType.Float64);

    private static Tensor Lower(Tensor x) => torch.linalg.cholesky(Positive(x));

    private static Tensor Flags() => torch.tensor([true, false, false, true, true, false, true, false, true, true, false, true]);

    private static Tensor Data(int rows, int columns) =>
        torch.tensor(Enumerable.Range(0, rows * columns).Select(static i => Math.Sin(i)).ToArray(), [(long)rows, columns]);
}
