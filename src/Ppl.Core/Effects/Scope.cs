namespace Ppl;

/// <summary>
/// The stay of a handler on its thread's stack: <c>using var scope = handler.Enter();</c>. A ref struct, so that the
/// compiler forbids <c>await</c>, <c>yield</c> and capture inside.
/// </summary>
public readonly ref struct Scope
{
    private readonly HandlerNode node;

    internal Scope(HandlerNode node) => this.node = node;

    /// <summary>Takes the handler off the stack.</summary>
    /// <exception cref="PplException">PPL021 when another handler, entered later, is still there.</exception>
    public void Dispose() => EffectStack.Pop(node);

    /// <summary>Says that the program ran to its end: each name that the handler requires must have been performed.</summary>
    /// <exception cref="PplException">PPL024 names the first that was not, and the names there were.</exception>
    internal void Complete() => node.CheckRequiredSites();
}
