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

    /// <summary>
    /// Runs a program to its end: each name that the handler requires must then have been performed. What escapes the program takes
    /// the handlers and plates that it left open off the stack, so that they do not hide it behind an error of their own.
    /// </summary>
    /// <exception cref="PplException">PPL024 names the first that was not performed, and the names there were.</exception>
    internal void Run(Action program)
    {
        try
        {
            program();
        }
        catch
        {
            EffectStack.Rewind(node);
            throw;
        }
        node.CheckRequiredSites();
    }
}
