using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// An operator of libtorch's dispatcher, by its name and overload (<c>"add.Tensor"</c>), looked up at its first call.
/// Arguments stand in the order of its schema; those left out take its defaults.
/// </summary>
internal sealed unsafe class Operator(string name)
{
    private const int StackRoom = 32, MostResults = 8;
    private nint handle;

    public string Name => name;

    public nint Handle => handle != 0 ? handle : handle = Find(name);

    /// <summary>Calls an operator that returns one tensor.</summary>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return new Tensor((nint)result.Payload);
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    public (Tensor, Tensor) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[2];
        Invoke(arguments, results, 2);
        return (new Tensor((nint)results[0].Payload), new Tensor((nint)results[1].Payload));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    public Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MostResults];
        var list = new Tensor[Invoke(arguments, results, MostResults)];
        for (int i = 0; i < Math.Min(list.Length, MostResults); i++) list[i] = new Tensor((nint)results[i].Payload);
        if (list.Length > MostResults)
        {
            nint[] more = new nint[list.Length - MostResults];
            fixed (nint* room = more) Native.ppl_more_results(room);
            for (int i = 0; i < more.Length; i++) list[MostResults + i] = new Tensor(more[i]);
        }
        return list;
    }

    /// <summary>Calls an operator that returns a number or a flag.</summary>
    public Value CallValue(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return result;
    }

    /// <summary>Calls an operator that writes into its first argument.</summary>
    /// <returns>The first argument itself.</returns>
    public Tensor Mutate(params ReadOnlySpan<Argument> arguments)
    {
        Invoke(arguments, null, 0);
        return arguments[0].Tensor;
    }

    [SkipLocalsInit]
    private long Invoke(ReadOnlySpan<Argument> arguments, Value* results, int room)
    {
        Value* values = stackalloc Value[arguments.Length];
        long* stack = stackalloc long[StackRoom];
        var scratch = new Scratch(stack, StackRoom);
        for (int i = 0; i < arguments.Length; i++) arguments[i].Write(values + i, ref scratch);
        long count = Native.ppl_call(Handle, values, arguments.Length, results, room);
        foreach (ref readonly Argument argument in arguments) argument.KeepAlive();
        scratch.KeepAlive();
        Native.Check(count);
        return count;
    }

    private static nint Find(string name)
    {
        string[] parts = name.Split('.');
        Native.Check(Native.ppl_find_operator($"aten::{parts[0]}", parts.Length > 1 ? parts[1] : "", out nint found));
        return found;
    }
}
