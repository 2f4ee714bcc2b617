namespace Ppl;

/// <summary>
/// The time during which a thread has handlers. It flows to the tasks and workers that are started meanwhile, so that an
/// effect there, which no handler would see, is an error and not silence.
/// </summary>
internal sealed class Region
{
    private static readonly AsyncLocal<Region?> Flowing = new();

    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly Region? before = Flowing.Value;
    private volatile bool isOpen = true;

    public static Region Open() => Flowing.Value = new Region();

    public void Close()
    {
        isOpen = false;
        Flowing.Value = before;
    }

    public static void CheckThread(Site site)
    {
        if (Flowing.Value is { isOpen: true } region && region.thread != Environment.CurrentManagedThreadId)
            throw Error.WorkerThread(site);
    }
}
