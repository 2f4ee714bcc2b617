namespace Ppl.Infer;

public sealed partial class Svi<TData>
{
    private const ulong CommonStream = 0xC033;

    /// <summary>
    /// Minimises the objective with common random numbers: each evaluation draws the same, so that the estimate is a smooth function of the
    /// parameters. For MAP (a guide of point masses) that is the objective itself; for other guides its estimate by these draws, so take many
    /// particles. The optimiser has no part in it, nor have limits on gradients.
    /// </summary>
    /// <param name="data">All data, given to guide and model; the caller keeps them.</param>
    /// <param name="minimizer">The default settings of <see cref="Lbfgs"/> when null. They suit an engine of a float64 <see cref="Rng"/>.</param>
    /// <param name="from">What an earlier call returned, to go on from it as if it had never ended, with the same data; null begins at the parameters' values.</param>
    /// <param name="cancel">Ends it between two evaluations; the parameters are as before.</param>
    /// <returns>
    /// The minimum, its position the unconstrained values of the parameters in their order. The parameters have the values of that position,
    /// whether <see cref="Minimum.HasConverged"/> or not.
    /// </returns>
    /// <exception cref="PplException">
    /// A mistake in model, guide or data; PPL201, PPL202: no finite loss or gradient at the start; PPL314: a latent's draws carry no gradient, or the objective's gradient is not that of its loss. The
    /// parameters are as before.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="from"/> is of another number of elements.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> asked for it.</exception>
    public Minimum Minimize(TData data, Lbfgs? minimizer = null, Minimum? from = null, CancellationToken cancel = default)
    {
        CommonDraws.RequireSmooth(elbo);
        int depth = plateDepth ??= PlateDepth(data);
        SviOptions unlimited = options with { ChecksGradients = true, MaxGradientNorm = double.PositiveInfinity, MaxGradientValue = double.PositiveInfinity };
        FlatParameters parameters = ParametersAtStart();
        double[] start = parameters.Values();
        if (from is not null && from.Position.Count != start.Length)
            throw new ArgumentException($"A minimum of {from.Position.Count} elements, where the parameters have {start.Length}.", nameof(from));
        try
        {
            minimizer ??= new Lbfgs();
            Minimum minimum = from is null ? minimizer.Minimize(Evaluate, start, cancel) : minimizer.Minimize(Evaluate, from, cancel);
            parameters.Set([.. minimum.Position]);
            return minimum;
        }
        catch
        {
            parameters.Set(start);
            throw;
        }

        // Once outside the minimiser, which would take an error at the start for a position without a value.
        FlatParameters ParametersAtStart()
        {
            using TensorScope scope = TensorScope.Begin();
            using Rng common = Rng.Fork(CommonStream);
            (ElboEstimate estimate, IReadOnlyList<StoredParam> touched) = Differentiate(data, depth, common, unlimited);
            var flat = new FlatParameters(touched);
            flat.TakeGradients(new double[flat.Length]);
            CommonDraws.RequireSmooth(estimate);
            return flat;
        }

        double Evaluate(ReadOnlySpan<double> position, Span<double> gradient)
        {
            using TensorScope scope = TensorScope.Begin();
            using Rng common = Rng.Fork(CommonStream);
            parameters.Set(position);
            try
            {
                ElboEstimate estimate = Differentiate(data, depth, common, unlimited).Estimate;
                parameters.TakeGradients(gradient);
                return estimate.Loss;
            }
            catch (PplException error) when (CommonDraws.HasNoValue(error))
            {
                return double.NaN;
            }
        }
    }
}
