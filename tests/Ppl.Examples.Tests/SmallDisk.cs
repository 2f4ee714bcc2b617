using System.Diagnostics;

namespace Ppl.Examples.Tests;

/// <summary>A small file system in memory, mounted over a folder. A test that may not mount is ignored.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    public SmallDisk(string folder, int kilobytes)
    {
        this.folder = folder;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "none", folder)) Assert.Ignore("mount is not permitted");
    }

    public void Grow(int kilobytes) => Assert.That(Run("mount", "-o", $"remount,size={kilobytes}k", folder), "remount");

    public void Dispose() => Run("umount", folder);

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
