namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place in <c>x[...]</c>: an element, a slice, an ellipsis, a new dimension, a mask or a tensor of positions.</summary>
    public struct TensorIndex
    {
        private const long Absent = long.MinValue;
        private readonly Kind kind;
        private readonly long start, stop, step;

        private TensorIndex(Kind kind, long start = 0, long stop = 0, long step = 0, torch.Tensor? positions = null) =>
            (this.kind, this.start, this.stop, this.step, Positions) = (kind, start, stop, step, positions);

        private enum Kind : long { None, Ellipsis, Single, Bool, Slice, Tensor }

        public static TensorIndex Ellipsis = new(Kind.Ellipsis);
        public static TensorIndex None = new(Kind.None);
        public static TensorIndex Null = new(Kind.None);
        public static TensorIndex Colon = Slice();

        /// <summary>The tensor of an index that is one.</summary>
        internal torch.Tensor? Positions { get; }

        public static TensorIndex Bool(bool value) => new(Kind.Bool, value ? 1 : 0);
        public static TensorIndex Single(long? index) => index is { } given ? new(Kind.Single, given) : None;
        public static TensorIndex Tensor(torch.Tensor tensor) => new(Kind.Tensor, positions: tensor);
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start ?? Absent, stop ?? Absent, step ?? Absent);
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

        /// <summary>Writes the index as it crosses the border: four words.</summary>
        internal readonly unsafe void Write(long* words) =>
            (words[0], words[1], words[2], words[3]) = ((long)kind, Positions?.Handle ?? start, stop, step);
    }

    public partial class Tensor
    {
        public Tensor this[long i1] { get => select(0, i1); set => Put(value, i1); }
        public Tensor this[long i1, long i2] { get => Pick(i1, i2); set => Put(value, i1, i2); }
        public Tensor this[long i1, long i2, long i3] { get => Pick(i1, i2, i3); set => Put(value, i1, i2, i3); }
        public Tensor this[long i1, long i2, long i3, long i4] { get => Pick(i1, i2, i3, i4); set => Put(value, i1, i2, i3, i4); }
        public Tensor this[params TensorIndex[] indices] { get => Pick(indices); set => Put(value, indices); }
        public Tensor this[params Tensor[] indices] { get => index(indices); set => index_put_(value, indices); }

        public Tensor index(params TensorIndex[] indices) => Pick(indices);
        public Tensor index(params Tensor[] indices) => Pick(Array.ConvertAll(indices, TensorIndex.Tensor));
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => Put(value, indices);
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => Aten.index_put_.Mutate(this, indices, value, accumulate);

        private unsafe Tensor Pick(params ReadOnlySpan<TensorIndex> indices)
        {
            long* words = stackalloc long[4 * indices.Length];
            for (int i = 0; i < indices.Length; i++) indices[i].Write(words + 4 * i);
            Native.Check(Native.ppl_index(Handle, words, indices.Length, out nint result));
            Keep(indices);
            return new Tensor(result);
        }

        private unsafe Tensor Put(Tensor value, params ReadOnlySpan<TensorIndex> indices)
        {
            long* words = stackalloc long[4 * indices.Length];
            for (int i = 0; i < indices.Length; i++) indices[i].Write(words + 4 * i);
            Native.Check(Native.ppl_index_put(Handle, words, indices.Length, value.Handle));
            Keep(indices);
            GC.KeepAlive(value);
            return this;
        }

        private void Keep(ReadOnlySpan<TensorIndex> indices)
        {
            GC.KeepAlive(this);
            foreach (ref readonly TensorIndex index in indices) GC.KeepAlive(index.Positions);
        }
    }
}
