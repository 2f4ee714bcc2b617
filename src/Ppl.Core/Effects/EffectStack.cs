namespace Ppl;

/// <summary>The handlers active on this thread, innermost first, and the one function that sends a site through them.</summary>
internal static class EffectStack
{
    [ThreadStatic] private static HandlerNode? head;
    [ThreadStatic] private static bool skipsValueChecks;
    [ThreadStatic] private static Rng? ambient;

    /// <summary>Whether checks that read a tensor's values run: always, unless an engine has found its first steps clean.</summary>
    public static bool ChecksValues => !skipsValueChecks;

    /// <summary>The generator of the innermost handler, from a node outwards, that has one; outside all, the thread's own, seeded by the operating system.</summary>
    public static Rng RngFrom(HandlerNode? node)
    {
        for (; node is not null; node = node.Outer)
            if (node.Handler.Rng is { } rng) return rng;
        return ambient ??= new Rng((ulong)System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue));
    }

    /// <summary>The generator of a draw that the thread performed now.</summary>
    public static Rng Rng => RngFrom(head);

    /// <summary>The active handlers, innermost first.</summary>
    public static List<Handler> Handlers
    {
        get
        {
            List<Handler> active = [];
            for (HandlerNode? node = head; node is not null; node = node.Outer) active.Add(node.Handler);
            return active;
        }
    }

    /// <summary>Switches value checks for this thread, and says what they were.</summary>
    public static bool SetValueChecks(bool on)
    {
        bool before = ChecksValues;
        skipsValueChecks = !on;
        return before;
    }

    public static HandlerNode Push(Handler handler) => head = new HandlerNode(handler, head, head?.Region ?? Region.Open());

    public static void Pop(HandlerNode node)
    {
        HandlerNode? innermost = head;
        if (ReferenceEquals(innermost, node))
        {
            SetHead(node.Outer, node.Region);
            return;
        }
        bool isOpen = Contains(node);
        if (isOpen) SetHead(node.Outer, node.Region);
        throw isOpen && innermost!.Handler is Plate && node.Handler is not Plate
            ? Error.PlateLeftOpen(innermost.Handler.Description, node.Handler.Description)
            : Error.ScopesOutOfOrder(node.Handler.Description, innermost?.Handler.Description);
    }

    /// <exception cref="PplException">PPL021, PPL022 when something that was entered inside a node is still open.</exception>
    public static void RequireInnermost(HandlerNode node)
    {
        if (!ReferenceEquals(head, node)) Pop(node);
    }

    /// <summary>Takes a node off, and all that was entered inside it.</summary>
    public static void Leave(HandlerNode node)
    {
        if (Contains(node)) SetHead(node.Outer, node.Region);
    }

    /// <summary>Takes off all that was entered inside a node and is still open.</summary>
    public static void Rewind(HandlerNode node)
    {
        if (Contains(node)) head = node;
    }

    /// <summary>Runs effects with a node as the innermost handler; the stack is as before, whatever is thrown.</summary>
    public static Tensor At(HandlerNode? node, Func<Tensor> effects)
    {
        HandlerNode? before = head;
        head = node;
        try
        {
            return effects();
        }
        finally
        {
            head = before;
        }
    }

    /// <summary>Sends a site outwards, gives it a value, and brings it back. The stack is as before, whatever is thrown.</summary>
    public static void Perform(Site site)
    {
        ref HandlerNode? top = ref head;
        HandlerNode? innermost = top;
        if (innermost is null) Region.CheckThread(site);
        site.Origin = innermost;
        try
        {
            Travel(site, innermost, ref top);
        }
        catch (PplException error)
        {
            error.Site ??= site;
            throw;
        }
        catch (Exception foreign) when (foreign is not OperationCanceledException)
        {
            throw Error.ForeignException(site, foreign);
        }
        finally
        {
            top = innermost;
        }
    }

    /// <summary>Sends a site on from a node, which is the head.</summary>
    /// <param name="site">The site.</param>
    /// <param name="node">Where it is.</param>
    /// <param name="top"><see cref="head"/>, looked up once: every handler of every site writes it.</param>
    private static void Travel(Site site, HandlerNode? node, ref HandlerNode? top)
    {
        if (node is { LetsSamplesPass: true } && site is SampleSite)
        {
            do node = node.Outer;
            while (node is { LetsSamplesPass: true });
            top = node;
        }
        if (node is null || site.IsHidden)
        {
            site.Resolve();
            return;
        }
        HandlerNode? outer = node.Outer;
        top = outer;
        node.Saw(site);
        site.Process(node.Handler);
        Travel(site, outer, ref top);
        top = outer;
        site.Postprocess(node.Handler);
    }

    private static void SetHead(HandlerNode? node, Region region)
    {
        head = node;
        if (node is null) region.Close();
    }

    private static bool Contains(HandlerNode sought)
    {
        for (HandlerNode? node = head; node is not null; node = node.Outer)
            if (ReferenceEquals(node, sought)) return true;
        return false;
    }
}
