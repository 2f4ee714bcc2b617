using System.Collections.Immutable;

namespace Ppl;

/// <summary>One effect of a program: it travels out through the handlers, gets its value, and travels back, once.</summary>
public abstract class Site
{
    private bool isRecorded;
    private string? givenName;

    private protected Site(string name, Tensor? value = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Value = value;
    }

    /// <summary>The name, unique within a run.</summary>
    public string Name { get; private set => field = Unrecorded(value); }

    /// <summary>The value; null until a handler or the end of the journey gives one.</summary>
    /// <exception cref="InvalidOperationException">Set after the site was recorded in a trace.</exception>
    public Tensor? Value { get; set => field = Unrecorded(value); }

    /// <summary>The plates around the site, innermost first.</summary>
    /// <exception cref="InvalidOperationException">Set after the site was recorded in a trace.</exception>
    public ImmutableArray<PlateFrame> Plates { get; set => field = Unrecorded(value); } = [];

    /// <summary>Outer handlers do not see the site.</summary>
    public void Hide() => IsHidden = true;

    internal bool IsHidden { get; private set; }

    /// <summary>The innermost handler where the site set out; null outside any.</summary>
    internal HandlerNode? Origin { get; set; }

    /// <summary>The words for the effect in an error text, such as <c>sample site "y"</c>.</summary>
    internal abstract string Description { get; }

    /// <summary>The effect and the plates around it, such as <c>sample site "y" in obs(dim -1, size 64)</c>.</summary>
    internal string Place => Plates.IsEmpty ? Description : $"{Description} in {string.Join(", ", Plates)}";

    /// <summary>The plates passed, the one reached now, and those that are still to come.</summary>
    internal PlateFrame[] PlatesAround(PlateFrame reached)
    {
        List<PlateFrame> around = [.. Plates, reached];
        for (HandlerNode? node = Origin; node is not null; node = node.Outer)
            if (node.Handler is Plate { Frame: var frame } && around.TrueForAll(other => other.Dim != frame.Dim)) around.Add(frame);
        return [.. around];
    }

    /// <summary>The source line that performed the site; 0 where nobody said.</summary>
    internal int Line { get; init; }

    internal void MarkRecorded() => isRecorded = true;

    /// <summary>The name that the program gave the site, before any handler renamed it: what is performed in its place is named after this.</summary>
    public string GivenName => givenName ?? Name;

    /// <summary>Gives the site another name on its way out: the handlers further out know it by that, and so does the trace.</summary>
    internal void Rename(string name)
    {
        givenName ??= Name;
        Name = name;
    }

    /// <summary>Gives the site a value where no handler did, and checks what came of the journey.</summary>
    internal abstract void Resolve();

    internal abstract void Process(Handler handler);

    internal abstract void Postprocess(Handler handler);

    /// <summary>A value to set, unless the site is recorded.</summary>
    private protected T Unrecorded<T>(T value) => isRecorded ? throw IsRecorded() : value;

    private InvalidOperationException IsRecorded() => new($"{Description} is recorded in a trace and can no longer be changed.");
}
