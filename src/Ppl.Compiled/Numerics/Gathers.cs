using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ppl.Compilation;

/// <summary>Numbers that do not lie side by side, to and from the lanes of a vector.</summary>
internal static unsafe class Gathers
{
    /// <summary>source[indices[i]].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Four(double* source, int* indices) =>
        Avx2.IsSupported
            ? Avx2.GatherVector256(source, Vector128.Load(indices), sizeof(double))
            : Four(source, indices, 1);

    /// <summary>source[indices[stride · i]].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Four(double* source, int* indices, nint stride) =>
        Vector256.Create(source[indices[0]], source[indices[1 * stride]], source[indices[2 * stride]], source[indices[3 * stride]]);

    /// <summary>source[stride · i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Four(double* source, nint stride) =>
        Vector256.Create(source[0], source[1 * stride], source[2 * stride], source[3 * stride]);

    /// <summary>target[indices[stride · i]] += values[i], one after another: indices may be the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Vector256<double> values, double* target, int* indices, nint stride) => Add((double*)&values, 4, target, indices, stride);

    /// <summary>target[stride · i] += values[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Vector256<double> values, double* target, nint stride)
    {
        for (int i = 0; i < 4; i++) target[i * stride] += values[i];
    }

    /// <summary>source[indices[i]].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Eight(double* source, int* indices) =>
        Vector512.Create(Four(source, indices), Four(source, indices + 4));

    /// <summary>source[indices[stride · i]].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Eight(double* source, int* indices, nint stride) =>
        Vector512.Create(source[indices[0]], source[indices[1 * stride]], source[indices[2 * stride]], source[indices[3 * stride]], source[indices[4 * stride]], source[indices[5 * stride]], source[indices[6 * stride]], source[indices[7 * stride]]);

    /// <summary>source[stride · i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Eight(double* source, nint stride) =>
        Vector512.Create(source[0], source[1 * stride], source[2 * stride], source[3 * stride], source[4 * stride], source[5 * stride], source[6 * stride], source[7 * stride]);

    /// <summary>target[indices[stride · i]] += values[i], one after another: indices may be the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Vector512<double> values, double* target, int* indices, nint stride) => Add((double*)&values, 8, target, indices, stride);

    /// <summary>target[stride · i] += values[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Vector512<double> values, double* target, nint stride)
    {
        for (int i = 0; i < 8; i++) target[i * stride] += values[i];
    }

    // Neighbours in one group are summed before they go to memory, where each would wait for the one before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* values, int count, double* target, int* indices, nint stride)
    {
        int place = indices[0];
        double sum = target[place] + values[0];
        for (int i = 1; i < count; i++)
        {
            int next = indices[i * stride];
            if (next != place)
            {
                target[place] = sum;
                place = next;
                sum = target[place];
            }
            sum += values[i];
        }
        target[place] = sum;
    }
}
