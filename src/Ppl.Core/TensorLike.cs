using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ppl;

/// <summary>
/// A real argument: a tensor, or numbers that take dtype and device from the tensors that they meet.
/// <c>new Normal(0, 1)</c>, <c>new Normal([0.1, 0.2], scale)</c>.
/// </summary>
/// <remarks>
/// Numbers stay numbers until they meet a tensor: arithmetic among numbers makes no tensor and costs no tensor operation, and
/// <c>x - 0</c>, <c>x * 1</c>, <c>x / 1</c> are <c>x</c> itself. A tensor belongs to the caller; a tensor made from numbers
/// lives in the caller's tensor scope and is made anew at each meeting.
/// </remarks>
[CollectionBuilder(typeof(TensorLike), nameof(Create))]
public readonly partial struct TensorLike : IEquatable<TensorLike>, IEnumerable<double>
{
    private static readonly object Missing = new();

    private readonly object? source;    // a Tensor, Numbers, Missing, or null for a number
    private readonly double number;

    private TensorLike(double number) => this.number = number;

    private TensorLike(object source) => this.source = source;

    /// <summary>A vector of numbers.</summary>
    public static TensorLike Create(ReadOnlySpan<double> vector) => new(new Numbers(vector.ToArray(), [vector.Length]));

    /// <summary>Numbers of any shape, row by row.</summary>
    internal static TensorLike Create(double[] values, Shape shape)
    {
        Debug.Assert(values.Length == shape.NumberOfElements);
        return new(new Numbers(values, shape));
    }

    /// <summary>A number.</summary>
    public static implicit operator TensorLike(double number) => new(number);

    /// <summary>A vector of numbers; the array is copied.</summary>
    public static implicit operator TensorLike(double[] vector) => vector is null ? new(Missing) : Create(vector);

    /// <summary>A tensor. Null is refused, by name, by whoever takes the argument.</summary>
    public static implicit operator TensorLike(Tensor tensor) => new(tensor ?? Missing);

    /// <summary>The shape: of the tensor, of the numbers, or <c>[]</c> of one number.</summary>
    public Shape Shape => source switch { Tensor tensor => Shape.Of(tensor), Numbers numbers => numbers.Shape, _ => default };

    /// <summary>Is it one number (not a vector, not a tensor)?</summary>
    public bool IsNumber => source is null;

    /// <summary>Is it a tensor? If not, it costs no tensor operation to read it.</summary>
    public bool IsTensor => source is Tensor;

    /// <summary>Was null passed?</summary>
    internal bool IsMissing => source == Missing;

    /// <summary>The tensor; null for numbers.</summary>
    internal Tensor? Tensor => source as Tensor;

    /// <summary>The one number that it is.</summary>
    internal double Number
    {
        get
        {
            Debug.Assert(IsNumber);
            return number;
        }
    }

    /// <summary>The numbers, row by row; empty for a tensor.</summary>
    internal double[] Values => source switch { null => [number], Numbers numbers => numbers.Values, _ => [] };

    /// <summary>The numbers, row by row. Reads a tensor if there is one.</summary>
    internal double[] ToDoubles() => Tensor is { } tensor ? TensorText.ToDoubles(tensor) : Values;

    /// <summary>The tensor itself if it has this dtype and device, a converted one otherwise; for numbers a new tensor.</summary>
    public Tensor ToTensor(torch.ScalarType dtype, torch.Device? device = null) => source switch
    {
        Tensor tensor => Has(tensor, dtype, device) ? tensor : tensor.to(dtype, device ?? tensor.device),
        Numbers numbers => torch.tensor(numbers.Values, numbers.Shape, dtype, device),
        _ => torch.tensor(number, dtype, device),
    };

    /// <summary>The tensor itself; numbers as a new tensor on the device of <paramref name="other"/> and of its dtype, Float32 beside whole numbers.</summary>
    internal Tensor Beside(Tensor other) =>
        Tensor ?? ToTensor(other.is_floating_point() ? other.dtype : torch.ScalarType.Float32, other.device);

    /// <summary>The tensor in a floating-point dtype: whole numbers take that of the first tensor beside it that has one, and Float32 beside none.</summary>
    internal static Tensor Real(Tensor whole, params ReadOnlySpan<TensorLike> beside)
    {
        if (whole.is_floating_point()) return whole;
        foreach (TensorLike other in beside)
            if (other.Tensor is { } tensor && tensor.is_floating_point()) return whole.to_type(tensor.dtype);
        return whole.to_type(torch.ScalarType.Float32);
    }

    /// <summary>This argument, in a floating-point dtype if it is a tensor.</summary>
    internal TensorLike Real(TensorLike beside) => Tensor is { } tensor ? Real(tensor, beside) : this;

    /// <summary>With a last dim of size 1, beside a tensor that has one dim more; a number stays as it is.</summary>
    internal TensorLike Column(Tensor other) => IsNumber ? this : Beside(other).unsqueeze(-1);

    /// <summary>In the dtype and on the device of <paramref name="other"/>, whole numbers included.</summary>
    internal Tensor Like(Tensor other) => ToTensor(other.dtype, other.device);

    /// <summary>The tensor itself; numbers as Float64 on the default device, so that nothing is lost.</summary>
    internal Tensor ToTensor() => Tensor ?? ToTensor(torch.ScalarType.Float64);

    /// <summary>
    /// The elements along the first dim of <paramref name="batch"/>, to which this (less its last <paramref name="eventDim"/> dims) broadcasts, that
    /// <paramref name="index"/> names.
    /// </summary>
    internal TensorLike Gather(Tensor index, Shape batch, int eventDim = 0)
    {
        Shape shape = Shape;
        if (batch.Rank == 0 || shape.Rank < batch.Rank + eventDim) return this;
        Shape gathered = shape[0] == 1 ? shape[1..] : Shape.Of(index) + shape[1..];
        if (source is Numbers numbers)
        {
            using var indices = index.cpu().data<long>();
            long[] rows = shape[0] == 1 ? [0] : indices.ToArray();
            int width = (int)(shape.NumberOfElements / shape[0]);
            return Create([.. rows.SelectMany(row => numbers.Values.Skip((int)row * width).Take(width))], gathered);
        }
        return shape[0] == 1 ? Tensor!.squeeze(0) : Tensor!.index_select(0, index.reshape(-1)).reshape(gathered.ToArray());
    }

    /// <summary>The i-th number over a batch to which it broadcasts. Reads a tensor if there is one.</summary>
    internal TensorLike At(Shape batch, long i)
    {
        if (IsNumber) return this;
        using TensorScope scope = TensorScope.Begin();
        return (double)ToTensor().expand(batch.AsSpan()).reshape(-1)[i];
    }

    /// <summary>Is every element of <paramref name="a"/> at most its partner in <paramref name="b"/>? Reads a tensor if there is one.</summary>
    internal static bool AllAtMost(TensorLike a, TensorLike b)
    {
        if (a.Equals(b)) return true;
        if (a.IsNumber && b.IsNumber) return a.number <= b.number;
        return HoldsEverywhere(a.Tensor is { } tensor ? tensor <= b : b.ToTensor() >= a);
    }

    /// <summary>Is every element true? Reads the tensor.</summary>
    internal static bool HoldsEverywhere(Tensor condition) => condition.all().item<bool>();

    /// <summary>The same tensor object, or the same numbers in the same shape?</summary>
    public bool Equals(TensorLike other) => (source, other.source) switch
    {
        (null, null) => number.Equals(other.number),
        (Numbers a, Numbers b) => a.Shape == b.Shape && a.Values.AsSpan().SequenceEqual(b.Values),
        _ => ReferenceEquals(source, other.source),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorLike other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => source switch
    {
        null => number.GetHashCode(),
        Numbers numbers => numbers.Shape.GetHashCode(),
        _ => RuntimeHelpers.GetHashCode(source),
    };

    /// <summary>The number, the numbers in brackets, or the shape and dtype of the tensor.</summary>
    public override string ToString() => source switch
    {
        null => number.ToString(CultureInfo.InvariantCulture),
        Numbers numbers => Text(numbers.Values, numbers.Shape),
        Tensor tensor => $"{tensor.dtype} tensor {Shape}",
        _ => "null",
    };

    /// <summary>The numbers, row by row; none for a tensor.</summary>
    IEnumerator<double> IEnumerable<double>.GetEnumerator() => ((IEnumerable<double>)Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Values.GetEnumerator();

    private static string Text(IEnumerable<double> values, Shape shape) => shape.Rank < 2
        ? $"[{string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]"
        : $"[{string.Join(", ", values.Chunk((int)shape[1..].NumberOfElements).Select(row => Text(row, shape[1..])))}]";

    private static bool Has(Tensor tensor, torch.ScalarType dtype, torch.Device? device) =>
        tensor.dtype == dtype && (device is null || tensor.device is var own && (own.type, own.index) == (device.type, device.index));

    private sealed record Numbers(double[] Values, Shape Shape);
}
