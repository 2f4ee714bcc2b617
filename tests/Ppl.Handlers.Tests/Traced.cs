namespace Ppl.Handlers.Tests;

/// <summary>Traces of programs without data.</summary>
internal static class Traced
{
    public static Trace Of(Action program) => Trace.Of(program);

    /// <summary>The trace of a program under a handler.</summary>
    public static Trace Of(Action program, Handler handler) => Trace.Of<int>(Under(program, handler), 0);

    /// <summary>The trace of a program all of whose draws are those of a seed.</summary>
    public static Trace Of(Action program, ulong seed)
    {
        using var rng = new Rng(seed, torch.ScalarType.Float64);
        return Of(program, new Seed(rng));
    }

    public static Program<int> Under(Action program, Handler handler)
    {
        Program<int> plain = _ => program();
        return plain.Under(handler);
    }

    /// <summary>The program under a handler, as a program.</summary>
    public static Action Then(Action program, Handler handler) => () => Under(program, handler)(0);

    public static double[] Values(this Trace trace, string site) => TensorText.ToDoubles(trace[site].Value!);
}
