using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ppl.Compilation;

/// <summary>One number of the lanes of a vector: each has the name of a <see cref="Meeting"/>.</summary>
internal static class Meetings
{
    /// <summary>Their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> lanes) => Vector256.Sum(lanes);

    /// <summary>Their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes) => Vector512.Sum(lanes);

    /// <summary>The largest; NaN if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(Vector256<double> lanes)
    {
        Vector128<double> pair = Vector128.Max(lanes.GetLower(), lanes.GetUpper());
        return Math.Max(pair[0], pair[1]);
    }

    /// <summary>The largest; NaN if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(Vector512<double> lanes) => Maximum(Vector256.Max(lanes.GetLower(), lanes.GetUpper()));
}
