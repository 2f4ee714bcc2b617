using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// What a <see cref="Value"/> holds; the order is that of the native enum. <see cref="Beside"/> joins a number's tag: the number
/// acts as a tensor beside the first argument.
/// </summary>
internal enum Tag : long { None, Tensor, Double, Int, Bool, IntList, TensorList, OptionalTensorList, Device, Generator, String, Default, Beside = 16 }

/// <summary>An argument or a result as it crosses the border: the layout of the native struct.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Value
{
    public Tag Tag;
    public long Payload;
    public long Length;

    public readonly double Number => Tag == Tag.Double ? BitConverter.Int64BitsToDouble(Payload) : Payload;
}
