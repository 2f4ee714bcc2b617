using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What the process must have before libtorch is loaded. docs/torch.md says why, and how to set it otherwise.</summary>
internal static partial class NativeEnvironment
{
    private const int TrimThreshold = -1, MmapThreshold = -3;      // of glibc's mallopt
    private const int Gibibyte = 1 << 30;

    /// <summary>
    /// Passive waiting for OpenMP's threads, unless the user has chosen: libgomp reads the C environment, which .NET's own setter
    /// does not reach. Large blocks stay with malloc, so that a step's temporaries are not faulted in anew at every step.
    /// </summary>
    public static void Prepare()
    {
        setenv("OMP_WAIT_POLICY", "passive", overwrite: 0);
        mallopt(MmapThreshold, Gibibyte);
        mallopt(TrimThreshold, Gibibyte);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] private static partial int setenv(string name, string value, int overwrite);
    [LibraryImport("libc")] private static partial int mallopt(int parameter, int value);
}
