using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ppl.Bench;

/// <summary>Processor time of this thread where the system tells it (Linux), else time by the wall.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Seconds since some moment.</summary>
    public static double Seconds()
    {
        if (!OperatingSystem.IsLinux()) return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        _ = clock_gettime(ThreadCpuTime, out Time time);
        return time.Seconds + 1e-9 * time.Nanoseconds;
    }

    [DllImport("libc.so.6")]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds, Nanoseconds;
    }
}
