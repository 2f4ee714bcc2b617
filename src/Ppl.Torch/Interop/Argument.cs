using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>An argument of an operator, as a caller writes it. It keeps its tensor, list or generator alive until the call is over.</summary>
internal readonly struct Argument
{
    private readonly object? owner;
    private readonly long payload;
    private readonly Tag tag;

    private Argument(Tag tag, long payload, object? owner = null) => (this.tag, this.payload, this.owner) = (tag, payload, owner);

    /// <summary>The default that the operator's schema states.</summary>
    public static Argument Default => new(Tag.Default, 0);

    /// <summary>An absent optional argument.</summary>
    public static Argument None => default;

    /// <summary>Tensors, some of which may be absent, for operators that index.</summary>
    public static Argument Optional(Tensor?[] tensors) => new(Tag.OptionalTensorList, 0, tensors);

    /// <summary>A number beside the operator's first tensor, whose type it takes where its category fits.</summary>
    public static Argument Beside(double number) => new(Tag.Beside | Tag.Double, BitConverter.DoubleToInt64Bits(number));

    /// <inheritdoc cref="Beside(double)"/>
    public static Argument Beside(long number) => new(Tag.Beside | Tag.Int, number);

    /// <inheritdoc cref="Beside(double)"/>
    public static Argument Beside(Scalar number) => new(Tag.Beside | number.Tag, number.Payload);

    public static implicit operator Argument(Tensor? tensor) => tensor is null ? None : new(Tag.Tensor, 0, tensor);
    public static implicit operator Argument(double number) => new(Tag.Double, BitConverter.DoubleToInt64Bits(number));
    public static implicit operator Argument(long number) => new(Tag.Int, number);
    public static implicit operator Argument(bool flag) => new(Tag.Bool, flag ? 1 : 0);
    public static implicit operator Argument(long? number) => number is { } given ? new(Tag.Int, given) : None;
    public static implicit operator Argument(double? number) => number is { } given ? given : None;
    public static implicit operator Argument(ScalarType type) => new(Tag.Int, (long)type);
    public static implicit operator Argument(ScalarType? type) => type is { } given ? given : None;
    public static implicit operator Argument(Scalar? scalar) => scalar is null ? None : new(scalar.Tag, scalar.Payload);
    public static implicit operator Argument(long[]? list) => list is null ? None : new(Tag.IntList, 0, list);
    public static implicit operator Argument(ReadOnlySpan<long> list) => new(Tag.IntList, 0, list.ToArray());
    public static implicit operator Argument(Tensor[] tensors) => new(Tag.TensorList, 0, tensors);
    public static implicit operator Argument(string? text) => text is null ? None : new(Tag.String, 0, text);
    public static implicit operator Argument(Device? device) => device is null ? None : new(Tag.Device, 0, device);
    public static implicit operator Argument(Generator? generator) => generator is null ? None : new(Tag.Generator, 0, generator);

    /// <summary>Writes the argument as it crosses the border; lists and texts are copied into the scratch room.</summary>
    public unsafe void Write(Value* value, ref Scratch scratch)
    {
        value->Tag = tag;
        switch (tag)
        {
            case Tag.Tensor:
                value->Payload = Unsafe.As<Tensor>(owner)!.Handle;
                break;
            case Tag.Generator:
                value->Payload = Unsafe.As<Generator>(owner)!.Handle;
                break;
            case Tag.Device:
                var device = Unsafe.As<Device>(owner)!;
                (value->Payload, value->Length) = ((long)device.type, device.index);
                break;
            case Tag.IntList:
                WriteList(value, Unsafe.As<long[]>(owner)!, ref scratch);
                break;
            case Tag.TensorList or Tag.OptionalTensorList:
                WriteList(value, Unsafe.As<Tensor?[]>(owner)!, ref scratch);
                break;
            case Tag.String:
                WriteList(value, Unsafe.As<string>(owner)!, ref scratch);
                break;
            default:
                value->Payload = payload;
                break;
        }
    }

    /// <summary>The tensor that was given.</summary>
    public Tensor Tensor => (Tensor)owner!;

    /// <summary>Holds the owner until this point.</summary>
    public void KeepAlive() => GC.KeepAlive(owner);

    private static unsafe void WriteList(Value* value, long[] list, ref Scratch scratch)
    {
        long* room = scratch.Take(list.Length);
        list.CopyTo(new Span<long>(room, list.Length));
        (value->Payload, value->Length) = ((nint)room, list.Length);
    }

    private static unsafe void WriteList(Value* value, Tensor?[] tensors, ref Scratch scratch)
    {
        long* room = scratch.Take(tensors.Length);
        for (int i = 0; i < tensors.Length; i++) room[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
        (value->Payload, value->Length) = ((nint)room, tensors.Length);
    }

    private static unsafe void WriteList(Value* value, string text, ref Scratch scratch)
    {
        byte* room = (byte*)scratch.Take((text.Length + 7) / 8);
        System.Text.Encoding.ASCII.GetBytes(text, new Span<byte>(room, text.Length));
        (value->Payload, value->Length) = ((nint)room, text.Length);
    }
}

/// <summary>Room for the lists of one call: on the stack while they are short, else pinned on the heap until the call is over.</summary>
internal unsafe ref struct Scratch(long* room, int length)
{
    private long* room = room;
    private int length = length;
    private List<long[]>? spill;

    public long* Take(int count)
    {
        if (count > length) return Spill(count);
        long* taken = room;
        room += count;
        length -= count;
        return taken;
    }

    /// <summary>Holds the heap's part until this point.</summary>
    public readonly void KeepAlive() => GC.KeepAlive(spill);

    private long* Spill(int count)
    {
        long[] array = GC.AllocateUninitializedArray<long>(count, pinned: true);
        (spill ??= []).Add(array);
        return (long*)Unsafe.AsPointer(ref array[0]);
    }
}
