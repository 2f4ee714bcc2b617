using MathNet.Numerics;
using Ppl.Distributions;

namespace Ppl;

// Arithmetic with numbers is done in double; as soon as a tensor takes part the result is a tensor.
public readonly partial struct TensorLike
{
    /// <summary>x + y.</summary>
    public static TensorLike operator +(TensorLike x, TensorLike y) =>
        x.Tensor is { } a ? a + y : y.Tensor is { } b ? x + b : Fold(x, y, static (u, v) => u + v);

    /// <summary>x - y.</summary>
    public static TensorLike operator -(TensorLike x, TensorLike y) =>
        x.Tensor is { } a ? a - y : y.Tensor is { } b ? x - b : Fold(x, y, static (u, v) => u - v);

    /// <summary>x y.</summary>
    public static TensorLike operator *(TensorLike x, TensorLike y) =>
        x.Tensor is { } a ? a * y : y.Tensor is { } b ? x * b : Fold(x, y, static (u, v) => u * v);

    /// <summary>x / y.</summary>
    public static TensorLike operator /(TensorLike x, TensorLike y) =>
        x.Tensor is { } a ? a / y : y.Tensor is { } b ? x / b : Fold(x, y, static (u, v) => u / v);

    /// <summary>x + y; <paramref name="x"/> itself if y is the number 0.</summary>
    public static Tensor operator +(Tensor x, TensorLike y) => !y.IsNumber ? x + y.Beside(x) : y.IsNeutral(0, x) ? x : x + y.number;

    /// <summary>x - y; <paramref name="x"/> itself if y is the number 0.</summary>
    public static Tensor operator -(Tensor x, TensorLike y) => !y.IsNumber ? x - y.Beside(x) : y.IsNeutral(0, x) ? x : x - y.number;

    /// <summary>x y; <paramref name="x"/> itself if y is the number 1.</summary>
    public static Tensor operator *(Tensor x, TensorLike y) => !y.IsNumber ? x * y.Beside(x) : y.IsNeutral(1, x) ? x : x * y.number;

    /// <summary>x / y; <paramref name="x"/> itself if y is the number 1.</summary>
    public static Tensor operator /(Tensor x, TensorLike y) => !y.IsNumber ? x / y.Beside(x) : y.IsNeutral(1, x) ? x : x / y.number;

    /// <summary>x + y; <paramref name="y"/> itself if x is the number 0.</summary>
    public static Tensor operator +(TensorLike x, Tensor y) => y + x;

    /// <summary>x - y.</summary>
    public static Tensor operator -(TensorLike x, Tensor y) => x.IsNumber ? x.number - y : x.Beside(y) - y;

    /// <summary>x y; <paramref name="y"/> itself if x is the number 1.</summary>
    public static Tensor operator *(TensorLike x, Tensor y) => y * x;

    /// <summary>x / y.</summary>
    public static Tensor operator /(TensorLike x, Tensor y) => x.IsNumber ? x.number / y : x.Beside(y) / y;

    // Without these, a number beside a TensorLike would become a Float64 tensor: torch converts it, too.

    /// <summary>x + y.</summary>
    public static TensorLike operator +(TensorLike x, double y) => x + new TensorLike(y);

    /// <summary>x + y.</summary>
    public static TensorLike operator +(double x, TensorLike y) => new TensorLike(x) + y;

    /// <summary>x - y.</summary>
    public static TensorLike operator -(TensorLike x, double y) => x - new TensorLike(y);

    /// <summary>x - y.</summary>
    public static TensorLike operator -(double x, TensorLike y) => new TensorLike(x) - y;

    /// <summary>x y.</summary>
    public static TensorLike operator *(TensorLike x, double y) => x * new TensorLike(y);

    /// <summary>x y.</summary>
    public static TensorLike operator *(double x, TensorLike y) => new TensorLike(x) * y;

    /// <summary>x / y.</summary>
    public static TensorLike operator /(TensorLike x, double y) => x / new TensorLike(y);

    /// <summary>x / y.</summary>
    public static TensorLike operator /(double x, TensorLike y) => new TensorLike(x) / y;

    /// <summary>-x.</summary>
    public static TensorLike operator -(TensorLike x) => x.Tensor is { } tensor ? -tensor : x.Map(static u => -u);

    /// <summary>Where is x above y?</summary>
    public static Tensor operator >(Tensor x, TensorLike y) => y.IsNumber ? x > y.number : x > y.Beside(x);

    /// <summary>Where is x below y?</summary>
    public static Tensor operator <(Tensor x, TensorLike y) => y.IsNumber ? x < y.number : x < y.Beside(x);

    /// <summary>Where is x at least y?</summary>
    public static Tensor operator >=(Tensor x, TensorLike y) => y.IsNumber ? x >= y.number : x >= y.Beside(x);

    /// <summary>Where is x at most y?</summary>
    public static Tensor operator <=(Tensor x, TensorLike y) => y.IsNumber ? x <= y.number : x <= y.Beside(x);

    /// <summary>This + factor x, in one operation where this is a tensor.</summary>
    internal Tensor Plus(Tensor x, double factor) => Tensor is { } tensor ? tensor.add(x, factor) : factor * x + this;

    /// <summary>The sum of a number, or of a tensor, over the last dims, of these lengths; along those that it lacks it is constant.</summary>
    internal TensorLike SumOver(Shape lengths)
    {
        if (Tensor is not { } tensor) return number * lengths.NumberOfElements;
        var own = Ppl.Shape.Of(tensor);
        int dims = Math.Min(own.Rank, lengths.Rank);
        long copies = lengths.NumberOfElements / Math.Max(1, own.Last(dims).NumberOfElements);
        Tensor sum = tensor.SumLast(dims);
        return copies == 1 ? sum : sum * copies;
    }

    /// <summary>log x.</summary>
    public TensorLike Log() => Tensor is { } tensor ? tensor.log() : Map(Math.Log);

    /// <summary>log(1 + x), with all digits near 0.</summary>
    public TensorLike Log1p() => Tensor is { } tensor ? tensor.log1p() : Map(Stable.Log1p);

    /// <summary>e to the x.</summary>
    public TensorLike Exp() => Tensor is { } tensor ? tensor.exp() : Map(Math.Exp);

    /// <summary>e to the x less 1, with all digits near 0.</summary>
    public TensorLike Expm1() => Tensor is { } tensor ? tensor.expm1() : Map(Stable.Expm1);

    /// <summary>x squared.</summary>
    public TensorLike Square() => Tensor is { } tensor ? tensor.square() : Map(static u => u * u);

    /// <summary>The square root.</summary>
    public TensorLike Sqrt() => Tensor is { } tensor ? tensor.sqrt() : Map(Math.Sqrt);

    /// <summary>The angle of the point (other, this).</summary>
    internal TensorLike Atan2(TensorLike other) => IsNumber && other.IsNumber ? (TensorLike)Math.Atan2(number, other.number)
        : Tensor is { } tensor ? tensor.atan2(other.Beside(tensor)) : Beside(other.ToTensor()).atan2(other.ToTensor());

    /// <summary>|x|.</summary>
    public TensorLike Abs() => Tensor is { } tensor ? tensor.abs() : Map(Math.Abs);

    /// <summary>1, 0 or -1.</summary>
    internal TensorLike Sign() => Tensor is { } tensor ? tensor.sign() : Map(u => Math.Sign(u));

    /// <summary>The larger of x and a number, and no gradient where the number is larger.</summary>
    internal TensorLike AtLeast(double low) => Tensor is { } tensor ? tensor.clamp_min(low) : Map(u => Math.Max(u, low));

    /// <summary>1 / (1 + exp(-x)).</summary>
    public TensorLike Sigmoid() => Tensor is { } tensor ? tensor.sigmoid() : Map(SpecialFunctions.Logistic);

    /// <summary>log(1 + exp(x)), with all digits on both sides.</summary>
    public TensorLike Softplus() => Tensor is { } tensor ? Stable.Softplus(tensor) : Map(Stable.Softplus);

    /// <summary>log of the gamma function of |x|.</summary>
    public TensorLike Lgamma() => Tensor is { } tensor ? tensor.lgamma() : Map(SpecialFunctions.GammaLn);

    /// <summary>The derivative of <see cref="Lgamma"/>.</summary>
    public TensorLike Digamma() => Tensor is { } tensor ? tensor.digamma() : Map(SpecialFunctions.DiGamma);

    /// <summary>log(e^-x I₀(x)) for x ≥ 0, I₀ the modified Bessel function.</summary>
    internal TensorLike LogI0e() => Tensor is { } tensor ? torch.special.i0e(tensor).log() : Map(Stable.LogI0e);

    /// <summary>x log x - x - log of the gamma function of x, with all digits for large x.</summary>
    internal TensorLike LogPowerOverGamma() => Tensor is { } tensor ? Stable.LogPowerOverGamma(tensor) : Map(Stable.LogPowerOverGamma);

    /// <summary>Is it the number that changes nothing, beside a tensor whose dtype the operation keeps?</summary>
    private bool IsNeutral(double neutral, Tensor other) => number == neutral && other.is_floating_point();

    /// <summary>A function of each number.</summary>
    internal TensorLike Map(Func<double, double> function)
    {
        if (source is not Numbers numbers) return function(number);
        double[] mapped = new double[numbers.Values.Length];
        for (int i = 0; i < mapped.Length; i++) mapped[i] = function(numbers.Values[i]);
        return Create(mapped, numbers.Shape);
    }

    /// <summary>A function of each pair of numbers.</summary>
    internal static TensorLike Fold(TensorLike x, TensorLike y, Func<double, double, double> function)
    {
        if (x.IsNumber) return y.Map(v => function(x.number, v));
        if (y.IsNumber) return x.Map(u => function(u, y.number));
        if (x.Shape != y.Shape) throw Error.ShapesDoNotBroadcast(x.Shape, y.Shape);
        return Create([.. x.Values.Zip(y.Values, function)], x.Shape);
    }
}
