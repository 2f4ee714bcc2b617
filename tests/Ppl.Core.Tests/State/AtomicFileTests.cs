using System.ComponentModel;
using System.Diagnostics;
using Ppl.Testing;

namespace Ppl.Core.Tests;

/// <summary>A file is replaced as a whole or not at all.</summary>
public sealed class AtomicFileTests
{
    private TemporaryFolder folder = null!;

    [SetUp] public void Open() => folder = new TemporaryFolder();

    [TearDown] public void Close() => folder.Dispose();

    [Test]
    public void The_old_content_stands_until_the_new_is_whole()
    {
        File.WriteAllText(folder["file"], "old");
        AtomicFile.Write(folder["file"], stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.That(File.ReadAllText(folder["file"]), Is.EqualTo("old"));
        });
        Assert.That(File.ReadAllText(folder["file"]), Is.EqualTo("new"));
        Assert.That(folder.Files, Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public void An_exception_while_it_is_written_leaves_the_old_file_and_no_other()
    {
        File.WriteAllText(folder["file"], "old");
        Assert.That(() => AtomicFile.Write(folder["file"], _ => throw new OperationCanceledException()), Throws.TypeOf<OperationCanceledException>());
        Assert.That(File.ReadAllText(folder["file"]), Is.EqualTo("old"));
        Assert.That(folder.Files, Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public void What_a_killed_process_left_behind_does_not_disturb()
    {
        File.WriteAllText(folder["file"], "old");
        File.WriteAllText(folder["file.tmp"], "half of what was to be written, and longer than the new content");
        AtomicFile.Write(folder["file"], stream => stream.Write("new"u8));
        Assert.That(File.ReadAllText(folder["file"]), Is.EqualTo("new"));
        Assert.That(folder.Files, Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public void A_missing_folder_is_PPL311() =>
        Assert.That(() => Save(Path.Combine(folder["missing"], "file")), Raises.Code("PPL311").With.Message.Contains("cannot be written"));

    [Test]
    public void A_folder_in_the_files_place_is_PPL311()
    {
        Directory.CreateDirectory(folder["file"]);
        Assert.That(() => Save(folder["file"]), Raises.Code("PPL311"));
        Assert.That(folder.Files, Is.EqualTo(new[] { "file" }));
    }

    /// <summary>The superuser may write anywhere but into the kernel's own folders.</summary>
    [Test, Platform("Linux", Reason = "knows a folder that nobody may write to")]
    public void An_unwritable_folder_is_PPL311() =>
        Assert.That(() => Save("/proc/file"), Raises.Code("PPL311").With.Message.Contains("hint: make room, or name a folder"));

    /// <summary>A file system of 64 KiB, where one may be mounted.</summary>
    [Test, Platform("Linux", Reason = "mounts a tmpfs")]
    public void A_full_disk_is_PPL311_and_the_old_file_stays()
    {
        Directory.CreateDirectory(folder["small"]);
        if (!Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder["small"])) Assert.Inconclusive("A tmpfs may not be mounted here.");
        try
        {
            string file = Path.Combine(folder["small"], "run");
            Save(file, numbers: 100);
            byte[] old = File.ReadAllBytes(file);
            Assert.That(() => Save(file, numbers: 100_000), Raises.Code("PPL311").With.Message.Contains("No space left"));
            Assert.That(() => Save(file, numbers: 7_900), Raises.Code("PPL311"), "too much beside the old file, yet not too much alone");
            Assert.That(File.ReadAllBytes(file), Is.EqualTo(old));
            Assert.That(Directory.GetFiles(folder["small"]), Is.EqualTo(new[] { file }));
        }
        finally
        {
            Assert.That(Run("umount", folder["small"]), Is.True);
        }
    }

    private static void Save(string path, int numbers = 1)
    {
        SavedState state = new();
        state.Add("numbers", new double[numbers]);
        state.Write(path);
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
