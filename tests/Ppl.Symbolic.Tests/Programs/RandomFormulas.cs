namespace Ppl.Symbolic.Tests;

/// <summary>Functions of two tensors that broadcast. Each is smooth at least four times, so that central differences hold everywhere; and bounded, or grows no faster than its arguments.</summary>
public static class RandomFormulas
{
    public static IReadOnlyList<(string Name, Func<Tensor, Tensor, Tensor> Of)> All { get; } =
    [
        ("a where that looks at a latent", static (x, y) => torch.where(x.tanh() > 0.2, Fifth(x, 0.2), 0.3 * Fifth(x, 0.2)) + y),
        ("a where that looks at data", static (x, y) => torch.where(Flags(x), x, y.sin())),
        ("an absolute value", static (x, y) => Fifth(x, -0.1).abs() - 0.5 * y),
        ("a maximum", static (x, y) => torch.maximum(Fifth(x, 0), -0.4 * Fifth(x, 0)) + y),
        ("a power of a tensor", static (x, y) => (Softplus(x) + 0.3).pow(y.tanh())),
        ("a power of a number", static (x, y) => (Softplus(x) + 0.3).pow(1.5) / (1 + y.square())),
        ("tanh", static (x, y) => 2 * x.tanh() + 0.1 * y),
        ("lgamma", static (x, y) => (Softplus(x) + 0.5).lgamma() - 0.2 * y),
        ("sigmoid", static (x, y) => (x - y).sigmoid()),
        ("softplus", static (x, y) => Softplus(x) - Softplus(-y)),
        ("log1p", static (x, y) => x.square().log1p() * y.tanh()),
        ("log", static (x, y) => (1.5 + (x * y).tanh()).log()),
        ("expm1", static (x, y) => x.tanh().expm1() + y),
        ("exp", static (x, y) => (-0.5 * (x - y).square()).exp()),
        ("sqrt", static (x, y) => (1 + x.square() + y.square()).sqrt()),
        ("sin and cos", static (x, y) => x.sin() * y.cos()),
        ("erf", static (x, y) => x.erf() + 0.3 * y),
        ("a product", static (x, y) => x * y.tanh()),
        ("a quotient", static (x, y) => x / (1 + y.square())),
        ("a logsumexp of two", static (x, y) => torch.stack([x + y, x - y], 0).logsumexp(0)),
        ("a softmax of two", static (x, y) => torch.stack([x + y, x - 2 * y], -1).softmax(-1).select(-1, 0)),
    ];

    // A factor of the fifth order where branches meet: differences over h see a jump of the fifth derivative as an error of order h⁴.
    private static Tensor Fifth(Tensor x, double at) => (x.tanh() - at).pow(5);

    private static Tensor Softplus(Tensor x) => torch.nn.functional.softplus(x, 1, 50);

    private static Tensor Flags(Tensor x) => torch.tensor(Enumerable.Range(0, (int)x.numel()).Select(static i => i % 3 != 1).ToArray(), x.shape);
}
