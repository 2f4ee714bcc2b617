using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// What the process must have before libtorch is loaded; each setting that the user has made stays. docs/torch.md says why.
/// </summary>
internal static partial class NativeEnvironment
{
    private const int TrimThreshold = -1, MmapThreshold = -3;      // of glibc's mallopt
    private const int Gibibyte = 1 << 30;

    /// <summary>
    /// Sets the C environment, which .NET's own setter does not reach, and malloc's thresholds: threads that wait without spinning,
    /// as many as there are cores (OpenBLAS reads the same variable), and large blocks that stay with malloc, so that a step's
    /// temporaries are not faulted in anew at every step.
    /// </summary>
    public static void Prepare()
    {
        setenv("OMP_WAIT_POLICY", "passive", overwrite: 0);
        setenv("OMP_NUM_THREADS", Cores().ToString(), overwrite: 0);
        if (Environment.GetEnvironmentVariable("MALLOC_MMAP_THRESHOLD_") is null) mallopt(MmapThreshold, Gibibyte);
        if (Environment.GetEnvironmentVariable("MALLOC_TRIM_THRESHOLD_") is null) mallopt(TrimThreshold, Gibibyte);
    }

    // The kernel lists each core's hardware threads; libtorch's own count sees one core in some virtual machines.
    private static int Cores()
    {
        int processors = Environment.ProcessorCount;
        try
        {
            int cores = Directory.GetDirectories("/sys/devices/system/cpu", "cpu*")
                .Select(processor => Path.Combine(processor, "topology", "thread_siblings_list"))
                .Where(File.Exists).Select(File.ReadAllText).Distinct().Count();
            return cores == 0 ? processors : Math.Min(cores, processors);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return processors;
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] private static partial int setenv(string name, string value, int overwrite);
    [LibraryImport("libc")] private static partial int mallopt(int parameter, int value);
}
