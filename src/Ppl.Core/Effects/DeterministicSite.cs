namespace Ppl;

/// <summary>A named value that follows from others: <c>Deterministic(name, value)</c>.</summary>
public sealed class DeterministicSite : Site
{
    internal DeterministicSite(string name, Tensor value, int eventDim) : base(name, value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(eventDim);
        EventDim = eventDim;
    }

    /// <summary>How many dims on the right belong to one element.</summary>
    public int EventDim { get; }

    internal override string Description => $"deterministic site \"{Name}\"";

    internal override void Resolve() { }

    internal override void Process(Handler handler) => handler.Process(this);

    internal override void Postprocess(Handler handler) => handler.Postprocess(this);
}
