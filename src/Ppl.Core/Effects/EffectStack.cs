namespace Ppl;

/// <summary>The thread's stack of handlers.</summary>
internal static partial class EffectStack
{
    /// <summary>Are values of tensors (arguments, observations) read and checked now?</summary>
    internal static bool ChecksValues => true;
}
