using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
[NonParallelizable]
public sealed partial class ThreadTests
{
    [Test]
    public void OpenMP_waits_passively_unless_told_otherwise()
    {
        _ = get_num_threads();
        Assert.That(Marshal.PtrToStringUTF8(getenv("OMP_WAIT_POLICY")), Is.EqualTo(Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") ?? "passive"));
    }

    [Test]
    public void There_are_as_many_threads_as_cores_unless_told_otherwise()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out int told)) Assert.That(get_num_threads(), Is.EqualTo(told));
        else if (HasSiblings()) Assert.That(get_num_threads(), Is.InRange(1, Environment.ProcessorCount));
        else Assert.That(get_num_threads(), Is.EqualTo(Environment.ProcessorCount));

        static bool HasSiblings() => File.Exists("/sys/devices/system/cpu/smt/active") && File.ReadAllText("/sys/devices/system/cpu/smt/active").Trim() == "1";
    }

    [Test]
    public void The_number_of_threads_reaches_OpenBLAS_too()
    {
        int before = get_num_threads();
        set_num_threads(1);
        try
        {
            Assert.That(get_num_threads(), Is.EqualTo(1));
            if (NativeLibrary.TryLoad("libopenblas.so.0", out nint library) && NativeLibrary.TryGetExport(library, "openblas_get_num_threads", out nint get))
                Assert.That(Marshal.GetDelegateForFunctionPointer<Count>(get)(), Is.EqualTo(1));
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private delegate int Count();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] private static partial nint getenv(string name);
}
