namespace Ppl;

/// <summary>Switches the checks that read tensors' values, on this thread, until it is disposed.</summary>
internal readonly ref struct ValueChecks
{
    private readonly bool before;

    private ValueChecks(bool before) => this.before = before;

    public static ValueChecks Set(bool on) => new(EffectStack.SetValueChecks(on));

    public void Dispose() => EffectStack.SetValueChecks(before);
}
