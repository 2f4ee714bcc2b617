using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The entries of <c>Native/ppl_torch.cpp</c>.</summary>
internal static unsafe partial class Native
{
    private const string Library = "ppl_torch";

    // Runs before the first call below, so before libtorch and its OpenMP runtime are loaded.
    static Native() => NativeEnvironment.Prepare();

    /// <summary>Turns the failure of the native call that just returned <paramref name="status"/> into an exception.</summary>
    /// <exception cref="ExternalException">The status is negative.</exception>
    public static void Check(long status)
    {
        if (status < 0) throw new ExternalException(Marshal.PtrToStringUTF8(ppl_last_error()));
    }

    [LibraryImport(Library)] private static partial nint ppl_last_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial long ppl_find_operator(string name, string overload, out nint found);
    [LibraryImport(Library)] public static partial long ppl_call(nint op, Value* arguments, long count, Value* results, long room);
    [LibraryImport(Library)] public static partial void ppl_more_results(nint* handles);

    [LibraryImport(Library)] public static partial void ppl_release(nint* handles, long count);
    [LibraryImport(Library), SuppressGCTransition] public static partial nint ppl_another(nint tensor);
    [LibraryImport(Library)] public static partial long ppl_from_data(void* data, long* sizes, long dim, long dtype, out nint result);
    [LibraryImport(Library)] public static partial long ppl_item(nint tensor, out Value result);
    [LibraryImport(Library)] public static partial long ppl_index(nint tensor, long* indices, long count, out nint result);
    [LibraryImport(Library)] public static partial long ppl_index_put(nint tensor, long* indices, long count, nint value);

    [LibraryImport(Library), SuppressGCTransition] public static partial long ppl_dim(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial long ppl_numel(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial void ppl_sizes(nint tensor, long* sizes);
    [LibraryImport(Library), SuppressGCTransition] public static partial void ppl_strides(nint tensor, long* strides);
    [LibraryImport(Library), SuppressGCTransition] public static partial long ppl_dtype(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial long ppl_device_type(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial long ppl_is_contiguous(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial void* ppl_data(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] public static partial long ppl_requires_grad(nint tensor);

    [LibraryImport(Library)] public static partial long ppl_is_leaf(nint tensor);
    [LibraryImport(Library)] public static partial long ppl_set_requires_grad(nint tensor, long requiresGrad);
    [LibraryImport(Library)] public static partial long ppl_grad(nint tensor, out nint result);
    [LibraryImport(Library)] public static partial long ppl_set_grad(nint tensor, nint grad);

    [LibraryImport(Library)]
    public static partial long ppl_backward(
        nint* tensors, long count, nint* grads, long gradCount, nint* inputs, long inputCount, long retainGraph, long createGraph);

    [LibraryImport(Library)]
    public static partial long ppl_autograd_grad(
        nint* outputs, long count, nint* inputs, long inputCount, nint* grads, long gradCount,
        long retainGraph, long createGraph, long allowUnused, nint* results);

    [LibraryImport(Library), SuppressGCTransition] public static partial long ppl_grad_mode();
    [LibraryImport(Library), SuppressGCTransition] public static partial void ppl_set_grad_mode(long enabled);

    [LibraryImport(Library)] public static partial long ppl_generator(ulong seed, out nint result);
    [LibraryImport(Library)] public static partial long ppl_default_generator(out nint result);
    [LibraryImport(Library)] public static partial void ppl_generator_release(nint generator);
    [LibraryImport(Library)] public static partial void ppl_generator_seed(nint generator, ulong seed);
    [LibraryImport(Library)] public static partial ulong ppl_generator_initial_seed(nint generator);
    [LibraryImport(Library)] public static partial long ppl_generator_state(nint generator, out nint result);
    [LibraryImport(Library)] public static partial long ppl_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)] public static partial long ppl_num_threads();
    [LibraryImport(Library)] public static partial long ppl_set_num_threads(long count);
}
