using System.Runtime.ExceptionServices;

namespace Ppl.Infer;

/// <summary>Runs chains side by side, each on one thread from its beginning to its end.</summary>
internal static class ChainThreads
{
    /// <summary>Does something for each chain; where it fails for one, the others are told to stop, and the first chain's failure is thrown.</summary>
    /// <param name="chains">How many.</param>
    /// <param name="threads">How many at a time; one is the caller's own.</param>
    /// <param name="body">Given the chain's number, and what tells it to stop.</param>
    /// <param name="cancel">Tells all to stop.</param>
    public static void ForEach(int chains, int threads, Action<int, CancellationToken> body, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var failures = new Exception?[chains];
        int next = -1;
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(_ => new Thread(Work) { IsBackground = true })];
        foreach (Thread thread in others) thread.Start();
        Work();
        foreach (Thread thread in others) thread.Join();
        if (Array.Find(failures, failure => failure is not null) is { } first) ExceptionDispatchInfo.Throw(first);

        void Work()
        {
            int chain;
            while ((chain = Interlocked.Increment(ref next)) < chains)
            {
                try
                {
                    body(chain, stop.Token);
                }
                catch (Exception failure)
                {
                    failures[chain] = failure;
                    stop.Cancel();
                }
            }
        }
    }
}
