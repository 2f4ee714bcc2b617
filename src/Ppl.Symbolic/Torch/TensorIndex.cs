namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place in <c>x[...]</c>: an element, a slice, an ellipsis, a new dimension, or a tensor of positions or flags, which is data.</summary>
    public readonly struct TensorIndex
    {
        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor? positions = null) =>
            (Kind, Start, Stop, Step, Positions) = (kind, start, stop, step, positions);

        internal enum IndexKind { None, Ellipsis, Single, Slice, Tensor }

        public static readonly TensorIndex Ellipsis = new(IndexKind.Ellipsis);
        public static readonly TensorIndex None = new(IndexKind.None);
        public static readonly TensorIndex Null = new(IndexKind.None);
        public static readonly TensorIndex Colon = Slice();

        internal IndexKind Kind { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal torch.Tensor? Positions { get; }

        public static TensorIndex Single(long? index) => index is { } given ? new(IndexKind.Single, given) : None;
        public static TensorIndex Tensor(torch.Tensor tensor) => new(IndexKind.Tensor, positions: tensor);
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(IndexKind.Slice, start, stop, step);
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, (long?)range.end);

        public static TensorIndex Slice(Range range)
        {
            long? start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = range.End.IsFromEnd ? -range.End.Value : range.End.Value;
            return Slice(start, stop == 0 && range.End.IsFromEnd ? null : stop);
        }

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
    }
}
