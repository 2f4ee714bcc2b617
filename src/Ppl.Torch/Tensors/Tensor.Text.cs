using System.Globalization;
using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private const int Shown = 6, Edge = 3;

        /// <summary>Shape, type and device, then the elements, of long dimensions the first and last.</summary>
        public override string ToString()
        {
            if (IsInvalid) return "an invalid tensor";
            var text = new StringBuilder($"[{string.Join(", ", shape)}], type = {dtype}, device = {device}");
            if (is_cpu() && dtype is not (ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64)) Append(text.Append(", value = "), detach().DetachFromDisposeScope());
            return text.ToString();
        }

        private static void Append(StringBuilder text, Tensor part)
        {
            using Tensor owned = part;
            if (part.dim() == 0)
            {
                text.Append(part.dtype == ScalarType.Bool ? part.ToBoolean() : part.ToDouble().ToString("G6", CultureInfo.InvariantCulture));
                return;
            }
            long size = part.size(0);
            text.Append('[');
            for (long i = 0; i < size; i++)
            {
                if (i > 0) text.Append(", ");
                if (size > Shown && i == Edge)
                {
                    text.Append("..., ");
                    i = size - Edge;
                }
                Append(text, part[i].DetachFromDisposeScope());
            }
            text.Append(']');
        }
    }
}
