using System.Security.Cryptography;
using Spectre.Console;

namespace Ppl.Examples.Tests;

public sealed class MnistTests
{
    private static readonly Dictionary<string, byte[]> Archives = new()
    {
        ["train-images-idx3-ubyte.gz"] = IdxFiles.Gzip(Noise(IdxFiles.Images(300))),
        ["train-labels-idx1-ubyte.gz"] = IdxFiles.Gzip(IdxFiles.Labels(300)),
        ["t10k-images-idx3-ubyte.gz"] = IdxFiles.Gzip(IdxFiles.Images(6)),
        ["t10k-labels-idx1-ubyte.gz"] = IdxFiles.Gzip(IdxFiles.Labels(6)),
    };

    private const string First = "train-images-idx3-ubyte.gz";

    private static byte[] Content => Archives[First];

    private TemporaryFolder cache = null!;
    private StringWriter console = null!;

    [SetUp]
    public void MakeFolder() => (cache, console) = (new TemporaryFolder(), new StringWriter());

    [TearDown]
    public void DeleteFolder()
    {
        cache.Dispose();
        console.Dispose();
    }

    [Test]
    public void The_four_files_are_fetched_once_and_read()
    {
        using FileServer server = FileServer.Of(Archives);
        ImageData data = Read(server);
        Assert.That((data.Training.Count, data.Validation.Count, data.Test.Count), Is.EqualTo((275, 25, 6)));
        Assert.That(server.Requests, Is.EqualTo(Archives.Keys));
        Assert.That(cache.Contents().Keys, Is.EquivalentTo(Archives.Keys), "no part is left");
        Read(server);
        Assert.That(server.Requests, Has.Count.EqualTo(4), "the second run asks for nothing");
        Assert.That(console.ToString(), Does.Contain("100 %  " + First).And.Contain("kB/s"));
    }

    [Test]
    public void A_mirror_may_send_the_files_without_compression()
    {
        using FileServer server = FileServer.Of(Archives.ToDictionary(file => file.Key, file => Plain(file.Value)));
        Assert.That(Read(server).Test.Count, Is.EqualTo(6));
    }

    [Test]
    public void The_next_mirror_serves_what_the_first_does_not()
    {
        using FileServer empty = FileServer.Of(new Dictionary<string, byte[]> { [First] = Content }), full = FileServer.Of(Archives);
        Assert.That(Read([empty.Address, full.Address]).Test.Count, Is.EqualTo(6));
        Assert.That(full.Requests, Is.EqualTo(Archives.Keys.Skip(1)));
    }

    [Test]
    public void A_file_that_is_not_there_is_told_at_once()
    {
        using FileServer server = FileServer.Of(new Dictionary<string, byte[]>());
        AssertError("PPL312", "the server answers 404", () => Read(server));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
        Assert.That(cache.Contents(), Is.Empty);
    }

    [Test]
    public void Without_a_server_the_four_files_and_their_place_are_named()
    {
        Uri nobody;
        using (FileServer server = FileServer.Of(Archives)) nobody = server.Address;
        PplException error = AssertError("PPL312", "cannot be fetched", () => Read([nobody]));
        foreach (string text in (string[])[.. Archives.Keys, cache.Path, "--data DIR", "--mnist-url URL"]) Assert.That(error.Message, Does.Contain(text));
        Assert.That(console.ToString().Split("trying again"), Has.Length.EqualTo(1 + Patience.Pauses.Count));
        Assert.That(cache.Contents(), Is.Empty);
    }

    [Test]
    public void Of_half_a_file_only_the_other_half_is_asked_for()
    {
        int half = Content.Length / 2;
        using var server = new FileServer(context =>
        {
            if (context.Request.Headers["Range"] is null && FileServer.NameOf(context) == First)
            {
                context.Response.AddHeader("ETag", "\"v1\"");
                FileServer.BreakOff(context, Content, half);
            }
            else FileServer.Whole(context, Archives, "\"v1\"");
        });
        Read(server);
        Assert.That(server.Requests.Take(2), Is.EqualTo(new[] { First, $"{First} bytes={half}- \"v1\"" }));
    }

    [Test]
    public void A_later_run_goes_on_where_an_earlier_one_failed()
    {
        int sent = Content.Length / 4;
        using (var broken = new FileServer(context =>
        {
            context.Response.AddHeader("Last-Modified", "Sat, 01 Jan 2000 00:00:00 GMT");
            if (context.Request.Headers["Range"] is null) FileServer.BreakOff(context, Content, sent);
            else context.Response.StatusCode = 503;
        })) AssertError("PPL312", "503", () => Read(broken));
        Assert.That(cache.Contents().Keys, Is.EquivalentTo(new[] { First + ".part", First + ".part.version" }));

        using FileServer server = FileServer.Of(Archives, "Sat, 01 Jan 2000 00:00:00 GMT");
        Read(server);
        Assert.That(server.Requests[0], Is.EqualTo($"{First} bytes={sent}- Sat, 01 Jan 2000 00:00:00 GMT"));
        Assert.That(cache.Contents().Keys, Is.EquivalentTo(Archives.Keys));
    }

    [Test]
    public void A_file_that_has_changed_meanwhile_is_fetched_from_its_start()
    {
        LeavePart(Archives["t10k-images-idx3-ubyte.gz"][..100], "\"v0\"");
        using FileServer server = FileServer.Of(Archives, "\"v1\"");
        Read(server);
        Assert.That(server.Requests.Take(2), Is.EqualTo(new[] { $"{First} bytes=100- \"v0\"", "train-labels-idx1-ubyte.gz" }));
    }

    /// <summary>A weak ETag stays when the bytes change.</summary>
    [Test]
    public void Of_a_weak_tag_and_a_date_the_date_names_the_version()
    {
        const string date = "Sat, 01 Jan 2000 00:00:00 GMT";
        using var server = new FileServer(context =>
        {
            context.Response.AddHeader("ETag", "W/\"v1\"");
            context.Response.AddHeader("Last-Modified", date);
            if (context.Request.Headers["Range"] is null && FileServer.NameOf(context) == First) FileServer.BreakOff(context, Content, 1000);
            else FileServer.Whole(context, Archives, date);
        });
        Read(server);
        Assert.That(server.Requests[1], Is.EqualTo($"{First} bytes=1000- {date}"));
    }

    [Test]
    public void Halves_that_do_not_fit_are_fetched_again_where_the_server_names_no_version()
    {
        LeavePart(new byte[100]);
        using var server = new FileServer(context => FileServer.Whole(context, Archives, null));
        Read(server);
        Assert.That(server.Requests.Take(2), Is.EqualTo(new[] { $"{First} bytes=100-", First }));
    }

    [Test]
    public void A_server_without_ranges_sends_all_again()
    {
        LeavePart(Content[..100]);
        using var server = new FileServer(context => FileServer.Send(context, Archives[FileServer.NameOf(context)]));
        Read(server);
        Assert.That(File.ReadAllBytes(cache[First]), Is.EqualTo(Content));
    }

    [Test]
    public void A_part_that_is_longer_than_the_file_is_dropped()
    {
        LeavePart([.. Content, 0]);
        using FileServer server = FileServer.Of(Archives);
        Read(server);
        Assert.That(server.Requests.Take(2), Is.EqualTo(new[] { $"{First} bytes={Content.Length + 1}-", First }));
    }

    [Test]
    public void A_rest_that_begins_elsewhere_is_not_appended()
    {
        LeavePart(Content[..100]);
        using var server = new FileServer(context =>
        {
            if (context.Request.Headers["Range"] is not null)
            {
                context.Response.StatusCode = 206;
                context.Response.AddHeader("Content-Range", $"bytes 50-{Content.Length - 1}/{Content.Length}");
                FileServer.Send(context, Content[50..]);
            }
            else FileServer.Whole(context, Archives, null);
        });
        Read(server);
        Assert.That(server.Requests.Take(2), Is.EqualTo(new[] { $"{First} bytes=100-", First }));
    }

    [Test]
    public void A_fault_of_the_server_is_waited_for()
    {
        int faults = 0;
        using var server = new FileServer(context =>
        {
            if (faults++ < Patience.Pauses.Count) context.Response.StatusCode = 500;
            else FileServer.Whole(context, Archives, null);
        });
        Read(server);
        Assert.That(server.Requests, Has.Count.EqualTo(4 + Patience.Pauses.Count));
        Assert.That(console.ToString(), Does.Contain("the server answers 500"));
    }

    [Test]
    public void A_silent_server_is_given_up()
    {
        using var silence = new ManualResetEventSlim();
        using var server = new FileServer(_ => silence.Wait());
        Mnist impatient = Mnist([server.Address], cache.Path) with { Patience = Patience with { Silence = TimeSpan.FromMilliseconds(100) } };
        AssertError("PPL312", "the server was silent for 0.1 s", () => impatient.Read(Console(), default));
        silence.Set();
    }

    [Test]
    public void Another_content_is_refused_and_leaves_nothing()
    {
        foreach (byte[] content in new[] { IdxFiles.Gzip(IdxFiles.Images(300)), [.. Content[..^9], 1, .. Content[^8..]], [.. "<html>Sign in first</html>"u8], [] })
        {
            using FileServer server = FileServer.Of(new Dictionary<string, byte[]> { [First] = content });
            AssertError("PPL313", "the checksum differs", () => Read(server));
            Assert.That(cache.Contents(), Is.Empty);
        }
    }

    [Test]
    public void An_endless_answer_is_cut_off()
    {
        using var server = new FileServer(context =>
        {
            context.Response.SendChunked = true;
            for (int i = 0; i < 100; i++) context.Response.OutputStream.Write(new byte[1 << 16]);
        });
        AssertError("PPL312", "more than the 300,752 bytes", () => Read(server));
        Assert.That(cache.Contents(), Is.Empty);
    }

    [Test]
    public void More_than_the_server_announced_is_refused()
    {
        LeavePart(Content[..100]);
        using var server = new FileServer(context =>
        {
            context.Response.StatusCode = 206;
            context.Response.AddHeader("Content-Range", "bytes 100-149/150");
            context.Response.SendChunked = true;
            context.Response.OutputStream.Write(Content.AsSpan(100));
        });
        AssertError("PPL312", "more than the 150 bytes", () => Read(server));
    }

    [Test]
    public void A_damaged_file_in_the_cache_is_told_and_left()
    {
        using FileServer server = FileServer.Of(Archives);
        Read(server);
        byte[] damaged = [.. Content[..^2000], (byte)(Content[^2000] ^ 1), .. Content[^1999..]];
        File.WriteAllBytes(cache[First], damaged);
        PplException error = AssertError("PPL313", cache[First], () => Read(server));
        Assert.That(error.Message, Does.Contain("delete it"));
        Assert.That(File.ReadAllBytes(cache[First]), Is.EqualTo(damaged));
    }

    [Test]
    public void A_cancelled_download_stays_for_the_next_run()
    {
        using var cancel = new CancellationTokenSource();
        int half = Content.Length / 2;
        using (var slow = new FileServer(context =>
        {
            context.Response.AddHeader("ETag", "\"v1\"");
            context.Response.ContentLength64 = Content.Length;
            context.Response.OutputStream.Write(Content, 0, half);
            context.Response.OutputStream.Flush();
            while (new FileInfo(cache[First + ".part"]).Length < half) Thread.Sleep(1);
            cancel.Cancel();
            context.Response.Abort();
        }))
        {
            CancelledException cancelled = Assert.Throws<CancelledException>(() => Read([slow.Address], cancel.Token))!;
            Assert.That(cancelled.Message, Does.Contain(cache.Path).And.Contain("the next run fetches the rest"));
        }
        using FileServer server = FileServer.Of(Archives);
        Read(server);
        Assert.That(server.Requests[0], Is.EqualTo($"{First} bytes={half}- \"v1\""));
    }

    [Test]
    public void A_folder_that_cannot_be_written_is_told()
    {
        File.WriteAllText(cache["file"], "");
        using FileServer server = FileServer.Of(Archives);
        PplException error = AssertError("PPL311", "the cache folder cannot be written", () => Mnist([server.Address], cache["file"]).Read(Console(), default));
        Assert.That(error.Message, Does.Contain("--cache DIR"));
    }

    [Test, Platform("Linux", Reason = "mounts a small file system")]
    public void A_full_disk_is_told_and_what_has_arrived_stays()
    {
        using var disk = new SmallDisk(cache.Path, kilobytes: 64);
        using FileServer server = FileServer.Of(Archives);
        PplException error = AssertError("PPL311", "No space left", () => Read(server));
        Assert.That(error.Message, Does.Contain("make room"));
        Assert.That(cache.Contents().Keys, Does.Contain(First + ".part"));
        Assert.That(new FileInfo(cache[First + ".part"]).Length, Is.Positive);
        disk.Grow(kilobytes: 1024);
        Read(server);
        Assert.That(server.Requests[1], Does.StartWith($"{First} bytes="));
    }

    [TestCase("PPL313", "the checksum differs", "vae", "--data", "mnist")]
    [TestCase("PPL314", "--mnist-url says where to find MNIST", "vae", "--data", "digits")]
    public async Task The_program_tells_it_in_one_line(string code, string mistake, params string[] arguments)
    {
        using FileServer server = FileServer.Of(Archives);
        Shell shell = await Shell.Run([.. arguments, "--mnist-url", server.Address.AbsoluteUri.TrimEnd('/'), "--cache", cache.Path, "--out", cache["out"]]);
        shell.AssertFailure(code == "PPL314" ? 2 : 1, code, mistake);
    }

    [TestCase("ftp://host/mnist")]
    [TestCase("host:80")]
    public async Task A_mirror_is_the_address_of_a_web_server(string address) =>
        (await Shell.Run("vae", "--data", "mnist", "--mnist-url", address)).AssertFailure(2, "PPL314", "no address of a web server");

    private static Patience Patience => new([TimeSpan.Zero, TimeSpan.FromMilliseconds(1)], TimeSpan.FromSeconds(30));

    private ImageData Read(FileServer server) => Read([server.Address]);

    private ImageData Read(IReadOnlyList<Uri> mirrors, CancellationToken cancel = default) => Mnist(mirrors, cache.Path).Read(Console(), cancel);

    private static Mnist Mnist(IReadOnlyList<Uri> mirrors, string folder)
    {
        RemoteFile File(string name, byte[] content) => new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        return new Mnist([.. Archives.Select(archive => File(archive.Key, Plain(archive.Value)))], mirrors, folder, Patience);
    }

    private IAnsiConsole Console()
    {
        IAnsiConsole lines = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console), Interactive = InteractionSupport.No });
        lines.Profile.Width = 1000;
        return lines;
    }

    /// <summary>What a run that was killed leaves.</summary>
    private void LeavePart(byte[] content, string? version = null)
    {
        File.WriteAllBytes(cache[First + ".part"], content);
        if (version is not null) File.WriteAllText(cache[First + ".part.version"], version);
    }

    /// <summary>Pixels that do not compress.</summary>
    private static byte[] Noise(byte[] images)
    {
        new Random(1).NextBytes(images.AsSpan(16));
        return images;
    }

    private static byte[] Plain(byte[] archive)
    {
        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(archive), System.IO.Compression.CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }

    private static PplException AssertError(string code, string mistake, Action read)
    {
        PplException error = Assert.Throws<PplException>(read)!;
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.Message, Does.Contain(mistake));
        return error;
    }
}
