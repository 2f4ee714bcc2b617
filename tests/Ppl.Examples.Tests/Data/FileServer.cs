using System.Net;

namespace Ppl.Examples.Tests;

/// <summary>A web server of a test's own: answers each request for a file as the test says, and notes what was asked.</summary>
internal sealed class FileServer : IDisposable
{
    private static int lastPort = 20_000 + Environment.ProcessId % 20_000;

    private readonly HttpListener listener;
    private readonly Action<HttpListenerContext> answer;

    public FileServer(Action<HttpListenerContext> answer)
    {
        this.answer = answer;
        (listener, Address) = Listen();
        _ = Task.Run(Serve);
    }

    public Uri Address { get; }

    /// <summary>Name, range and condition of each request, in their order: "images.gz bytes=100- \"v1\"".</summary>
    public List<string> Requests { get; } = [];

    /// <summary>A server of whole files, resumable as the web's servers are.</summary>
    public static FileServer Of(IReadOnlyDictionary<string, byte[]> files, string tag = "\"v1\"") => new(context => Whole(context, files, tag));

    public static void Whole(HttpListenerContext context, IReadOnlyDictionary<string, byte[]> files, string? tag)
    {
        if (!files.TryGetValue(NameOf(context), out byte[]? content))
        {
            context.Response.StatusCode = 404;
            return;
        }
        if (tag is not null) context.Response.AddHeader("ETag", tag);
        string? condition = context.Request.Headers["If-Range"];
        int start = context.Request.Headers["Range"] is { } range && (condition is null || condition == tag) ? int.Parse(range["bytes=".Length..^1]) : 0;
        if (start > 0)
        {
            context.Response.StatusCode = start < content.Length ? 206 : 416;
            context.Response.AddHeader("Content-Range", start < content.Length ? $"bytes {start}-{content.Length - 1}/{content.Length}" : $"bytes */{content.Length}");
        }
        if (context.Response.StatusCode != 416) Send(context, content[start..]);
    }

    public static void Send(HttpListenerContext context, byte[] content)
    {
        context.Response.ContentLength64 = content.Length;
        context.Response.OutputStream.Write(content);
    }

    /// <summary>Announces all, sends a part, and breaks off.</summary>
    public static void BreakOff(HttpListenerContext context, byte[] content, int sent)
    {
        context.Response.ContentLength64 = content.Length;
        context.Response.OutputStream.Write(content, 0, sent);
        context.Response.OutputStream.Flush();
        context.Response.Abort();
    }

    public static string NameOf(HttpListenerContext context) => context.Request.Url!.Segments[^1];

    private static (HttpListener, Uri) Listen()
    {
        while (true)
        {
            var address = new Uri($"http://localhost:{Interlocked.Increment(ref lastPort)}/mirror/");
            var listener = new HttpListener { Prefixes = { address.AbsoluteUri } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                // Somebody else's port: the next one.
            }
        }
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await listener.GetContextAsync();
                Requests.Add($"{NameOf(context)} {context.Request.Headers["Range"]} {context.Request.Headers["If-Range"]}".TrimEnd());
                answer(context);
                context.Response.Close();
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // The client or the test went away.
            }
        }
    }

    public void Dispose() => listener.Close();
}
