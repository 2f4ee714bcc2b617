using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ppl.Compilation;

namespace Ppl.Infer;

/// <summary>
/// The log joint density of a program that was marked <see cref="CompiledAttribute"/>, as machine code for its data: no tensor takes part, and an evaluation allocates nothing.
/// </summary>
/// <remarks>
/// The symbolic copy of the program runs once, with the data. What it leaves is simplified, differentiated in reverse mode, and compiled. <see cref="Clone"/> shares code and data; each clone has a
/// workspace of its own. Where code cannot be made at run time it is interpreted. See docs/compiled.md.
/// </remarks>
public sealed class CompiledDensity : ProgramDensity
{
    private readonly CompiledFunction function;
    private readonly Shared shared;

    private CompiledDensity(CompiledFunction function, Shared shared) => (this.function, this.shared) = (function, shared);

    /// <inheritdoc/>
    public override int Dimension => shared.Graph.Dimension;

    /// <inheritdoc/>
    public override Engine Engine => Engine.Compiled;

    internal override PointLayout Layout => shared.Traced.Value.Layout;

    /// <param name="compiled">The program's symbolic copy.</param>
    /// <param name="model">The program.</param>
    /// <param name="data">Its inputs.</param>
    internal static CompiledDensity Of<TData>(CompiledModel compiled, Program<TData> model, TData data)
    {
        DensityGraph graph = Traced(compiled, data!);
        Node gradient = Gradient.Of(graph.Graph, graph.LogDensity, graph.Point);
        var function = CompiledFunction.Of(Lowering.Of(graph.Point, graph.LogDensity, [gradient]));
        return new CompiledDensity(function, new Shared(graph, () => DensityProgram.Of(() => model(data), new ParamStore(), gibbs: [], allowFloat32: false, torch.CPU)));
    }

    /// <exception cref="PplException">What the symbolic copy found wrong.</exception>
    private static DensityGraph Traced(CompiledModel compiled, object data)
    {
        try
        {
            return compiled.Trace(data);
        }
        catch (SymbolicProgramException error)
        {
            throw new PplException(error.Code, error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> position, Span<double> gradient)
    {
        RequireLength(position.Length, nameof(position));
        RequireLength(gradient.Length, nameof(gradient));
        double value = function.Evaluate(position, gradient);
        return double.IsFinite(value) ? value : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public override CompiledDensity Clone() => new(function.ForAnotherThread(), shared);

    /// <summary>The code as C#, for reading.</summary>
    public string ToCSharp() => function.ToCSharp();

    /// <summary>Holds nothing that needs it.</summary>
    public override void Dispose() { }

    internal override double[] Start(InitialValues initial, Rng source)
    {
        using TensorDensity traced = TensorDensity.Of(shared.Traced.Value);
        return traced.Start(initial, source);
    }

    internal override Samples Along(IReadOnlyList<ReadOnlyMemory<double>> points, int chains, int threads)
    {
        ImmutableArray<SiteGraph> sites = shared.Graph.Sites;
        int[] sizes = [.. sites.Select(site => site.Value.Count)];
        double[][] values = [.. sizes.Select(size => new double[points.Count * size])];
        CompiledFunction all = shared.Values.Value;
        Share(points.Count, threads, share =>
        {
            CompiledFunction own = all.ForAnotherThread();
            double[] read = new double[sizes.Sum()];
            foreach (int point in share)
            {
                own.Evaluate(points[point].Span, read);
                int start = 0;
                for (int i = 0; i < sizes.Length; start += sizes[i], i++)
                    read.AsSpan(start, sizes[i]).CopyTo(values[i].AsSpan(point * sizes[i]));
            }
        });
        return new Samples(sites.Select((site, i) => DrawsOf(site, values[i], chains)));
    }

    private static Draws DrawsOf(SiteGraph site, double[] values, int chains)
    {
        long[] shape = [.. site.Value.Shape.Select(length => (long)length)];
        SiteRole role = site.Kind == SiteKind.Latent ? SiteRole.Latent : SiteRole.Deterministic;
        return new Draws(site.Name, shape, ImmutableCollectionsMarshal.AsImmutableArray(values), role, torch.ScalarType.Float64) { Chains = chains };
    }

    /// <summary>What all clones have in common.</summary>
    private sealed class Shared(DensityGraph graph, Func<DensityProgram> traced)
    {
        public DensityGraph Graph => graph;

        /// <summary>The sites' values, one site after another.</summary>
        public Lazy<CompiledFunction> Values { get; } = new(() => CompiledFunction.Of(Lowering.Of(graph.Point, value: null, [.. graph.Sites.Select(site => site.Value)])));

        /// <summary>The program by tensors: its starts, and its layout, by which the traced density's runs go on by this one, and the other way round.</summary>
        public Lazy<DensityProgram> Traced { get; } = new(traced);
    }
}
