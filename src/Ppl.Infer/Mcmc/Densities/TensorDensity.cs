using System.Runtime.InteropServices;

namespace Ppl.Infer;

/// <summary>
/// The log joint density of a program with its data observed, in the unconstrained space of its continuous latents: log Σ_w p(z, w, x) + log |dz/du|,
/// z = f(u) by <see cref="Biject.To"/> of each support, w the discrete latents, in float64.
/// </summary>
/// <remarks>
/// <para>The numbers u are the latents' unconstrained elements one latent after another, in the order of the program. A support may depend on the latents before it.
/// Discrete latents whose support can be listed are summed out (<see cref="TraceEnumElbo"/> says how); the program then broadcasts, and loops over chains
/// with <c>Markov</c>. Handlers of the caller's go around the program: <c>model.Under(new Reparameterize(…))</c>.</para>
/// <para>Parameters are constants, taken from the store that is given; one that it lacks, or that is asked for without a store, is error PPL024: give it a prior with
/// <see cref="Handlers.Lift"/>, or fit it first.</para>
/// <para>Each evaluation has a tensor scope of its own and uses one leaf again and again. The first ten clean ones check values. A point where an argument or a value leaves
/// its set, or a matrix is not positive definite, has density 0.</para>
/// </remarks>
public sealed class TensorDensity : ProgramDensity
{
    private const int CheckedEvaluations = 10;
    private const ulong TrialStream = 0x7121;

    private readonly Tensor leaf;
    private readonly Rng rng;
    private readonly HeldLatents discrete;
    private int cleanEvaluations;
    private string? obstacle;

    private TensorDensity(DensityProgram program)
    {
        Program = program;
        (rng, discrete) = (program.NewRng(), program.NewHeld());
        leaf = torch.zeros([program.Dimension], torch.ScalarType.Float64, program.Device, requires_grad: true).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override int Dimension => Program.Dimension;

    /// <inheritdoc/>
    public override Engine Engine => Engine.Traced;

    internal override PointLayout Layout => Program.Layout;

    internal DensityProgram Program { get; }

    /// <summary>How many numbers the discrete latents are that are held, and not summed out.</summary>
    internal override int Held => discrete.Count;

    /// <summary>What went wrong at the last point that has no density; null when nothing has.</summary>
    internal override string? Obstacle => obstacle;

    internal override (torch.ScalarType Dtype, torch.Device Device) Numbers => (Program.Dtype, Program.Device);

    /// <summary>Runs a program once to find its latents.</summary>
    /// <param name="model">The program, with its data observed; what follows from its sites' values is all that it computes.</param>
    /// <param name="data">Its inputs; the caller keeps them.</param>
    /// <param name="parameters">The parameters that it asks for; the caller's.</param>
    /// <param name="allowFloat32">Whether a density of float32 will do: gradients then carry seven digits, energies of many observations fewer.</param>
    /// <param name="device">Where the program runs; the CPU by default.</param>
    /// <exception cref="PplException">
    /// A mistake in the program; PPL010: a discrete latent's support cannot be listed, or it asks to be drawn; PPL024: a parameter is not in the store; PPL032: a term mixes the values that are summed
    /// out; PPL204: a site's log density is float32.
    /// </exception>
    /// <exception cref="ArgumentException">The program has no continuous latents, or a plate of it is subsampled.</exception>
    public static TensorDensity Of<TData>(Program<TData> model, TData data, ParamStore? parameters = null, bool allowFloat32 = false, torch.Device? device = null) =>
        Given(model, data, parameters, [], allowFloat32, device);

    /// <summary>The density given the values of some discrete latents.</summary>
    internal static TensorDensity Given<TData>(Program<TData> model, TData data, ParamStore? parameters, IReadOnlyCollection<string> gibbs, bool allowFloat32, torch.Device? device)
    {
        Program<TData> given = GivenProgram.Of(model, nameof(model));
        return Of(DensityProgram.Of(() => given(data), parameters ?? new ParamStore(), gibbs, allowFloat32, device ?? torch.CPU));
    }

    /// <summary>The density of a program whose latents are known.</summary>
    internal static TensorDensity Of(DensityProgram program) => new(program);

    /// <inheritdoc/>
    /// <exception cref="PplException">A mistake in the program or its data.</exception>
    public override double Evaluate(ReadOnlySpan<double> position, Span<double> gradient)
    {
        RequireLength(gradient.Length, nameof(gradient));
        using IDisposable gradients = torch.enable_grad();
        return Evaluate(position, gradient, differentiates: true);
    }

    /// <inheritdoc/>
    /// <exception cref="PplException">A mistake in the program or its data.</exception>
    public double Evaluate(ReadOnlySpan<double> position)
    {
        using IDisposable noGradients = torch.no_grad();
        return Evaluate(position, [], differentiates: false);
    }

    private double Evaluate(ReadOnlySpan<double> position, Span<double> gradient, bool differentiates)
    {
        RequireLength(position.Length, nameof(position));
        if (!IsFinite(position)) return double.NegativeInfinity;
        using TensorScope scope = TensorScope.Begin();
        using ValueChecks checks = ValueChecks.Set(cleanEvaluations < CheckedEvaluations);
        Set(position);
        try
        {
            Tensor density = Program.LogDensity(leaf, discrete, rng);
            double value = (double)density;
            if (!double.IsFinite(value)) return Without("the log density is not finite");
            if (cleanEvaluations < CheckedEvaluations) cleanEvaluations++;
            if (differentiates) Differentiate(density, leaf, gradient);
            return value;
        }
        catch (PplException error) when (CommonDraws.HasNoValue(error))
        {
            return Without(error.Headline);
        }
    }

    /// <summary>The density at many positions in one run of the program, for chains in lockstep; whoever asked for it disposes it.</summary>
    /// <param name="count">How many positions.</param>
    /// <exception cref="ArgumentException">The program does not broadcast.</exception>
    public TensorBatchDensity SideBySide(int count)
    {
        var batch = new TensorBatchDensity(this, count);
        using Rng trial = rng.Fork(TrialStream);
        try
        {
            batch.RequireBroadcasts(trial);
            return batch;
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }

    /// <summary>The same density with a leaf of its own, for another thread; whoever asked for it disposes it.</summary>
    public override TensorDensity Clone() => new(Program);

    /// <summary>Frees the leaf.</summary>
    public override void Dispose()
    {
        leaf.Dispose();
        discrete.Dispose();
        rng.Dispose();
    }

    internal override double[] Start(InitialValues initial, Rng source) => Program.Point(initial, discrete, source);

    /// <summary>The numbers of what is held.</summary>
    internal double[] HeldNumbers() => discrete.Numbers();

    /// <summary>Holds the discrete latents at numbers.</summary>
    internal void Hold(ReadOnlySpan<double> numbers) => discrete.Set(numbers);

    /// <summary>Draws what is held, site by site, each given all else.</summary>
    internal void Draw(ReadOnlySpan<double> position, Rng source)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using ValueChecks checks = ValueChecks.Set(false);
        Set(position);
        Program.Draw(leaf, discrete, source);
    }

    /// <summary>Writes numbers into a leaf.</summary>
    internal static void Write(ReadOnlySpan<double> numbers, Tensor leaf)
    {
        if (leaf.is_cpu())
        {
            numbers.CopyTo(MemoryMarshal.Cast<byte, double>(leaf.bytes));
            GC.KeepAlive(leaf);
            return;
        }
        using IDisposable noGradients = torch.no_grad();
        leaf.copy_(torch.tensor(numbers.ToArray()).reshape(leaf.shape));
    }

    /// <summary>Reads the gradient of a density in a leaf; zeros where it does not depend on it.</summary>
    internal static void Differentiate(Tensor density, Tensor leaf, Span<double> gradient)
    {
        gradient.Clear();
        if (!density.requires_grad) return;
        Tensor slope = torch.autograd.grad([density], [leaf], allow_unused: true)[0];
        if (slope.IsInvalid) return;
        if (!slope.is_cpu()) slope = slope.cpu();
        if (!slope.is_contiguous()) slope = slope.contiguous();
        MemoryMarshal.Cast<byte, double>(slope.bytes).CopyTo(gradient);
        GC.KeepAlive(slope);
    }

    /// <summary>Runs the program at the points.</summary>
    internal override Samples Along(IReadOnlyList<ReadOnlyMemory<double>> points, int chains, int threads)
    {
        double[] somewhere = points.Count == 0 ? new double[Dimension + Held] : points[0].ToArray();
        SiteBuffer[] buffers = Buffers(somewhere, points.Count);
        Share(points.Count, threads, share =>
        {
            using TensorDensity own = Clone();
            foreach (int i in share) own.Read(points[i].Span, buffers, i);
        });
        return new Samples(buffers.Select(buffer => buffer.ToDraws(chains)));
    }

    /// <summary>What is kept of draws; the numbers are those of a draw, and then of what is held.</summary>
    private SiteBuffer[] Buffers(ReadOnlySpan<double> numbers, int count)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using ValueChecks checks = ValueChecks.Set(false);
        Place(numbers);
        return Program.Buffers(leaf, discrete, rng, count);
    }

    /// <summary>Reads the values of sites; the numbers are those of a draw, and then of what is held.</summary>
    private void Read(ReadOnlySpan<double> numbers, IReadOnlyList<SiteBuffer> buffers, int draw)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        using ValueChecks checks = ValueChecks.Set(false);
        Place(numbers);
        Program.Read(leaf, discrete, rng, buffers, draw);
    }

    private void Place(ReadOnlySpan<double> numbers)
    {
        Set(numbers[..Dimension]);
        if (Held > 0) Hold(numbers[Dimension..]);
    }

    private void Set(ReadOnlySpan<double> position) => Write(position, leaf);

    private double Without(string why)
    {
        obstacle = why;
        return double.NegativeInfinity;
    }

    private static bool IsFinite(ReadOnlySpan<double> position)
    {
        foreach (double number in position)
            if (!double.IsFinite(number)) return false;
        return true;
    }
}
