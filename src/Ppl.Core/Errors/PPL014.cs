namespace Ppl;

internal static partial class Error
{
    /// <summary>An effect on a worker thread of a handled region.</summary>
    public static PplException WorkerThread(Site site) =>
        new ErrorText("PPL014", $"{site.Description}: performed on a worker thread, where no handler sees it")
            .Hint("perform effects on the thread that runs the program; write parallel elements as a plate.")
            .ToException();
}
