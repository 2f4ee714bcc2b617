namespace TorchSharp;

public static partial class torch
{
    /// <summary>Opens the innermost scope of this thread: it owns the tensors made until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => new();

    public static DisposeScope? CurrentDisposeScope => DisposeScope.Current;

    public static bool is_grad_enabled() => Native.ppl_grad_mode() != 0;

    /// <summary>Records no gradients on this thread until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Records gradients on this thread until disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Records gradients on this thread, or none, until disposed.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static int get_num_threads() => (int)Native.ppl_num_threads();

    /// <summary>How many threads one operation uses; OpenBLAS's too.</summary>
    public static void set_num_threads(int num) => Native.Check(Native.ppl_set_num_threads(num));

    private sealed class GradMode : IDisposable
    {
        private readonly long before = Native.ppl_grad_mode();

        public GradMode(bool enabled) => Native.ppl_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Native.ppl_set_grad_mode(before);
    }
}
