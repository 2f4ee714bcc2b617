using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Ppl.Infer;

/// <summary>
/// Laplace's approximation: the normal distribution that has the mode and the curvature of a posterior in unconstrained space, N(m, H⁻¹), H = -∂² log p / ∂u² at the mode m (MacKay 2003,
/// chapter 27), its draws weighed by how well they fit. Holds settings alone: one engine serves many runs and threads.
/// </summary>
/// <remarks>
/// The mode is that of <see cref="Map"/>, and one step of Newton's; H comes from differences of the gradient, some six evaluations for each number, or a few more. As a guide, fitted by the steps of
/// <see cref="Svi{TData}"/>, it is <see cref="AutoLaplace{TData}"/>.
/// </remarks>
/// <param name="options">The defaults when null.</param>
public sealed class LaplaceApproximation(LaplaceOptions? options = null)
{
    private const ulong DrawStream = 0xD7A3;

    private readonly LaplaceOptions options = options ?? new LaplaceOptions();

    /// <summary>Approximates a program's posterior.</summary>
    /// <param name="model">The program, with its data observed.</param>
    /// <param name="data">Its inputs; the caller keeps them.</param>
    /// <param name="parameters">The parameters that it asks for, held as they are; the caller's.</param>
    /// <param name="cancel">Ends the search for the mode between two evaluations.</param>
    /// <exception cref="PplException">As <see cref="Map.Run{TData}"/>; PPL208: there is no mode at which the density curves downwards in all directions.</exception>
    /// <exception cref="ArgumentException">As <see cref="Map.Run{TData}"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public LaplaceResult Run<TData>(Program<TData> model, TData data, ParamStore? parameters = null, CancellationToken cancel = default)
    {
        using ProgramDensity density = ProgramDensity.Of(model, data, options.Map.Engine, ProgramDensity.NeedsTensors(parameters, options.Map.AllowFloat32, options.Map.Device),
            () => TensorDensity.Of(model, data, parameters, options.Map.AllowFloat32, options.Map.Device));
        return Run(density, new Map(options.Map).Find(density, null, cancel), PointDraws.OfSites(density, threads: 1));
    }

    /// <summary>Approximates a density.</summary>
    /// <param name="density">The density.</param>
    /// <param name="start">Where to begin; when null numbers uniform on (-2, 2).</param>
    /// <param name="cancel">As for a program.</param>
    /// <returns>Draws of one site, <c>position</c>.</returns>
    /// <exception cref="PplException">As <see cref="Map.Run(IDensity, double[], CancellationToken)"/>; PPL208, as for a program.</exception>
    /// <exception cref="ArgumentException"><see cref="MapOptions.Initial"/> is given, which speaks of sites.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public LaplaceResult Run(IDensity density, double[]? start = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(density);
        StartingPoint.RequireNoSites(options.Map.Initial);
        return Run(density, new Map(options.Map).Find(density, start, cancel), PointDraws.OfPositions);
    }

    private LaplaceResult Run(IDensity density, Minimum found, Func<double[][], Samples> read)
    {
        if (found.End == MinimumEnd.Unbounded) throw Error.NoNormalApproximation(nameof(LaplaceApproximation), "the density rises without end");
        NormalApproximation normal = AtMode(density, [.. found.Position]);
        using Rng rng = new Rng(options.Map.Seed).Fork(DrawStream);
        var draws = NormalDraws.Of(normal, density, options.Draws, rng);
        var mode = new MapResult(read([[.. found.Position]]), found, -found.Value);
        return new LaplaceResult(mode, normal, new ImportanceSample(read(draws.Points), NormalDraws.LogWeights([draws])));
    }

    /// <summary>D⁻¹ H⁻¹ D⁻¹ = L Lᵀ, D the deviations that the diagonal of H speaks of: so that the numbers' units play no part.</summary>
    private static NormalApproximation AtMode(IDensity density, double[] mode)
    {
        Matrix<double> precision = new Curvature(density, mode).Matrix();
        double[] scales = [.. precision.Diagonal().Select(curvature => 1 / Math.Sqrt(curvature))];
        if (Array.FindIndex(scales, scale => !double.IsFinite(scale)) is var flat and >= 0)
            throw Error.NoNormalApproximation(nameof(LaplaceApproximation), FormattableString.Invariant($"its curvature along number {flat} is {precision[flat, flat]:G3} where the search ended"));
        Matrix<double> round = Matrix<double>.Build.Dense(scales.Length, scales.Length, (i, j) => precision[i, j] * scales[i] * scales[j]);
        try
        {
            Cholesky<double> inverse = round.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(scales.Length)).Cholesky();
            return new NormalApproximation(Newton(density, mode, scales, inverse), scales, inverse.Factor);
        }
        catch (ArgumentException)
        {
            throw Error.NoNormalApproximation(nameof(LaplaceApproximation), "its curvature where the search ended is not positive definite");
        }
    }

    /// <summary>m + H⁻¹ g: exact for a normal density, and smaller than the search's tolerance elsewhere.</summary>
    private static double[] Newton(IDensity density, double[] mode, double[] scales, Cholesky<double> inverse)
    {
        double[] gradient = new double[mode.Length];
        _ = density.Evaluate(mode, gradient);
        Vector<double> scaled = Vector<double>.Build.Dense(mode.Length, i => gradient[i] * scales[i]);
        Vector<double> step = inverse.Factor * (inverse.Factor.Transpose() * scaled);
        return [.. mode.Select((number, i) => number + (scales[i] * step[i]))];
    }
}
