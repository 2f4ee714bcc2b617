using System.Reflection;
using Ppl.Compilation;

namespace Ppl.Infer;

/// <summary>The log joint density of a program with its data observed, in the unconstrained space of its continuous latents, and the way back to the values of its sites.</summary>
/// <remarks>
/// log p(u) = log Σ_w p(z, w, x) + log |dz/du|, z = f(u) by <see cref="Biject.To"/> of each support, w the discrete latents, in float64. The numbers u are the latents' unconstrained
/// elements one latent after another, in the order of the program.
/// </remarks>
public abstract class ProgramDensity : IDensity, IDisposable
{
    private protected ProgramDensity() { }

    /// <inheritdoc/>
    public abstract int Dimension { get; }

    /// <summary>How it is computed.</summary>
    public abstract Engine Engine { get; }

    /// <summary>Which numbers of a position are which latent's.</summary>
    internal abstract PointLayout Layout { get; }

    /// <summary>How many numbers the discrete latents are that are held, and not summed out.</summary>
    internal virtual int Held => 0;

    /// <summary>What went wrong at the last point that has no density; null when nothing has, or when it is not known.</summary>
    internal virtual string? Obstacle => null;

    /// <summary>The dtype and device of the generators that chains draw from.</summary>
    internal virtual (torch.ScalarType Dtype, torch.Device Device) Numbers => (torch.ScalarType.Float64, torch.CPU);

    /// <summary>The density of a program: compiled, where its source was marked <see cref="CompiledAttribute"/>, else traced. <see cref="Engine"/> says which.</summary>
    /// <param name="model">The program, with its data observed; what follows from its sites' values is all that it computes.</param>
    /// <param name="data">Its inputs; the caller keeps them.</param>
    /// <param name="engine">How to compute it.</param>
    /// <exception cref="PplException">As <see cref="TensorDensity.Of"/>; PPL404: a compiled one is asked for, and the program was not marked.</exception>
    /// <exception cref="ArgumentException">The program has no continuous latents, or a plate of it is subsampled.</exception>
    public static ProgramDensity Of<TData>(Program<TData> model, TData data, Engine engine = Engine.Automatic)
    {
        Program<TData> given = GivenProgram.Of(model, nameof(model));
        if (engine != Engine.Traced && CompiledModels.Find(model) is { } compiled) return CompiledDensity.Of(compiled, given, data);
        return engine == Engine.Compiled ? throw Error.NotCompiled(NameOf(model.Method)) : TensorDensity.Of(given, data);
    }

    private static string NameOf(MethodInfo program) =>
        program.Name.Contains('<') ? "a lambda, or what a handler made of a program" : $"{program.DeclaringType!.Name}.{program.Name}";

    /// <summary>The density that an engine's settings ask for.</summary>
    /// <param name="model">The program.</param>
    /// <param name="data">Its inputs.</param>
    /// <param name="engine">How to compute it.</param>
    /// <param name="needsTensors">Whether other settings ask for what a compiled density has not: parameters, discrete latents that are held, many points at once, float32, another device.</param>
    /// <param name="traced">The density by tensors.</param>
    /// <exception cref="PplException">PPL314: settings contradict each other; else as <see cref="Of{TData}(Program{TData}, TData, Engine)"/>.</exception>
    internal static ProgramDensity Of<TData>(Program<TData> model, TData data, Engine engine, bool needsTensors, Func<TensorDensity> traced)
    {
        if (engine == Engine.Compiled && needsTensors)
            throw Error.Options("a compiled density has no parameters, Gibbs steps, blocks, lockstep, float32 or device", "leave out the engine, or the others.");
        return engine == Engine.Traced || needsTensors ? traced() : Of(model, data, engine);
    }

    /// <summary>Whether these settings ask for tensors.</summary>
    internal static bool NeedsTensors(ParamStore? parameters, bool allowFloat32, torch.Device? device) =>
        parameters is { Count: > 0 } || allowFloat32 || (device ?? torch.CPU).type != torch.CPU.type;

    /// <inheritdoc/>
    public abstract double Evaluate(ReadOnlySpan<double> position, Span<double> gradient);

    /// <summary>The same density for another thread; whoever asked for it disposes it.</summary>
    public abstract ProgramDensity Clone();

    IDensity IDensity.Clone() => Clone();

    /// <summary>Frees what it holds.</summary>
    public abstract void Dispose();

    /// <summary>A position at initial values; what is held gets draws from the prior.</summary>
    internal abstract double[] Start(InitialValues initial, Rng source);

    /// <summary>The values of sites at points.</summary>
    /// <param name="points">Positions, each with what is held behind it; chain after chain.</param>
    /// <param name="chains">How many chains they come from.</param>
    /// <param name="threads">How many threads read them.</param>
    internal abstract Samples Along(IReadOnlyList<ReadOnlyMemory<double>> points, int chains, int threads);

    /// <summary>Gives each thread a share of the points.</summary>
    /// <param name="count">How many points there are.</param>
    /// <param name="threads">How many threads.</param>
    /// <param name="read">Reads points in the density of a thread's own.</param>
    private protected static void Share(int count, int threads, Action<IEnumerable<int>> read)
    {
        int parts = Math.Min(threads, count);
        if (parts > 0) ChainThreads.ForEach(parts, parts, (part, _) => read(Enumerable.Range(0, (count - part + parts - 1) / parts).Select(i => part + i * parts)), default);
    }

    private protected void RequireLength(int length, string name)
    {
        if (length != Dimension) throw new ArgumentException($"{length} numbers, and the density has {Dimension}.", name);
    }
}
