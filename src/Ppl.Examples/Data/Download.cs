using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Spectre.Console;

namespace Ppl.Examples;

/// <summary>
/// Fetches files: goes on where an earlier attempt broke off, tries again where the fault may pass, and gives a file its name when its
/// checksum is right.
/// </summary>
/// <param name="client">Asks the servers.</param>
/// <param name="console">Shows how far it is.</param>
/// <param name="patience">How long it waits.</param>
/// <param name="hint">What to do where it fails.</param>
internal sealed class Download(HttpClient client, IAnsiConsole console, Patience patience, string hint)
{
    private const int BufferSize = 1 << 16;

    /// <summary>An archive is larger than its content by less.</summary>
    private const long ArchiveOverhead = 1 << 16;

    /// <summary>Fetches a file into a folder.</summary>
    /// <exception cref="PplException">PPL311, PPL312, PPL313.</exception>
    /// <exception cref="OperationCanceledException">What has arrived is kept for the next run.</exception>
    public void Fetch(RemoteFile file, Uri mirror, string folder, CancellationToken cancel)
    {
        var source = new Uri(mirror, file.Name);
        using var part = new PartFile(Path.Combine(folder, file.Name));
        bool resumed = part.Length > 0;
        Receive(file, source, part, cancel);
        string sum = part.Sha256();
        if (sum != file.Sha256 && resumed)
        {
            // The halves may be of two versions where the server names none.
            part.StartOver();
            Receive(file, source, part, cancel);
            sum = part.Sha256();
        }
        if (sum == file.Sha256)
        {
            part.Complete();
            return;
        }
        part.StartOver();
        throw Error.ChecksumDiffers(source.AbsoluteUri, file.Sha256, sum, hint);
    }

    /// <summary>Asks for what is missing until all is there. An attempt that brought something on counts as the first.</summary>
    private void Receive(RemoteFile file, Uri source, PartFile part, CancellationToken cancel)
    {
        for (int attempt = 0; ; attempt++)
        {
            long before = part.Length;
            try
            {
                ReceiveOnce(file, source, part, cancel);
                return;
            }
            catch (Exception fault) when (fault is IOException or HttpRequestException)
            {
                if (part.Length > before) attempt = 0;
                if (!MayPass(fault) || attempt == patience.Pauses.Count) throw Error.DownloadFailed(source.AbsoluteUri, Reason(fault), hint, fault);
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                    $"[grey]{file.Name}: {Reason(fault)}; trying again in {patience.Pauses[attempt].TotalSeconds} s[/]");
                if (cancel.WaitHandle.WaitOne(patience.Pauses[attempt])) cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private void ReceiveOnce(RemoteFile file, Uri source, PartFile part, CancellationToken cancel)
    {
        using HttpRequestMessage request = RequestRest(source, part);
        using HttpResponseMessage response = InTime(limit => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit), cancel);
        HttpContentHeaders headers = response.Content.Headers;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                part.StartOver(VersionOf(response));
                break;
            case HttpStatusCode.PartialContent when headers.ContentRange?.From == part.Length:
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                part.StartOver();
                throw new IOException("the server has no such rest of the file");
            default:
                throw new HttpRequestException($"the server answers {(int)response.StatusCode} {response.ReasonPhrase}", null, response.StatusCode);
        }

        long? announced = headers.ContentRange?.Length ?? part.Length + headers.ContentLength;
        long most = file.Bytes + ArchiveOverhead, whole = announced ?? most;
        if (whole > most) throw TooLong();
        using Stream body = InTime(response.Content.ReadAsStreamAsync, cancel);
        ProgressTrack.Follow(console, "kB", Math.Max(Kilobytes(whole) - Kilobytes(part.Length), 1), track =>
        {
            byte[] buffer = new byte[BufferSize];
            while (InTime(limit => body.ReadAsync(buffer, limit).AsTask(), cancel) is > 0 and int read)
            {
                if (part.Length + read > whole) throw TooLong();
                long before = part.Length;
                part.Append(buffer.AsMemory(..read));
                track.Advance(Kilobytes(part.Length) - Kilobytes(before), file.Name);
            }
        });
        if (part.Length < announced) throw new IOException("the file broke off");

        PplException TooLong()
        {
            part.StartOver();
            return Error.DownloadFailed(source.AbsoluteUri, FormattableString.Invariant($"more than the {whole:N0} bytes that there should be"), hint);
        }
    }

    /// <summary>Asks for what follows the part, on the condition that it is of the same version (RFC 9110, section 13.1.5).</summary>
    private static HttpRequestMessage RequestRest(Uri source, PartFile part)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, source);
        if (part.Length == 0) return request;
        request.Headers.Range = new RangeHeaderValue(part.Length, null);
        if (part.Version is { } version) request.Headers.TryAddWithoutValidation("If-Range", version);
        return request;
    }

    /// <summary>A weak ETag does not promise the same bytes.</summary>
    private static string? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Waits for an answer. Only what is asynchronous can be broken off, by Ctrl-C as by the clock.</summary>
    private T InTime<T>(Func<CancellationToken, Task<T>> answer, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience.Silence);
        try
        {
            return answer(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException(FormattableString.Invariant($"the server was silent for {patience.Silence.TotalSeconds} s"));
        }
    }

    private static bool MayPass(Exception fault) =>
        fault is not HttpRequestException request || request switch
        {
            { StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => true,
            { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => false,
            _ => request.StatusCode is null,
        };

    private static string Reason(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "no server of this name is found: there is no network, or the name is wrong",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => fault.GetBaseException().Message,
        _ => fault.Message,
    };

    private static long Kilobytes(long bytes) => (bytes + 999) / 1000;
}
