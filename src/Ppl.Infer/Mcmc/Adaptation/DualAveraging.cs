namespace Ppl.Infer;

/// <summary>
/// Finds the step size at which steps are accepted as often as wanted, by dual averaging of the logarithm (Hoffman and Gelman 2014, section 3.2, after Nesterov 2009).
/// </summary>
/// <remarks>
/// After the t-th step: H̄ = (1 - η) H̄ + η (δ - α), η = 1 / (t + t₀); log ε = μ - √t H̄ / γ, the size to try next; log ε̄ = (1 - t^-κ) log ε̄ + t^-κ log ε, the size
/// to settle on. μ = log 10ε₀.
/// </remarks>
/// <param name="initial">ε₀: positive.</param>
/// <param name="target">δ: the acceptance that is wanted.</param>
public sealed class DualAveraging(double initial, double target = 0.8)
{
    private const double Gamma = 0.05, Delay = 10, Kappa = 0.75;
    private const string State = "state";

    private double mu = Math.Log(10 * Optimizer.RequirePositive(initial, nameof(initial)));
    private double logSize = Math.Log(initial), logAverage, error;
    private int count;

    /// <summary>ε: the size to try next.</summary>
    public double StepSize => Math.Exp(logSize);

    /// <summary>ε̄: the size to settle on; ε₀ before the first step.</summary>
    public double Average => count == 0 ? StepSize : Math.Exp(logAverage);

    /// <summary>Learns from a step with the present size.</summary>
    /// <param name="acceptance">α, its mean probability of acceptance; what is no number counts as 0.</param>
    public void Add(double acceptance)
    {
        count++;
        double eta = 1 / (count + Delay), weight = Math.Pow(count, -Kappa);
        error += eta * (target - (double.IsNaN(acceptance) ? 0 : Math.Min(1, acceptance)) - error);
        logSize = mu - (error * Math.Sqrt(count) / Gamma);
        logAverage += weight * (logSize - logAverage);
    }

    /// <summary>Begins anew at another size.</summary>
    public void Restart(double stepSize)
    {
        logSize = Math.Log(Optimizer.RequirePositive(stepSize, nameof(stepSize)));
        (mu, logAverage, error, count) = (Math.Log(10) + logSize, 0, 0, 0);
    }

    internal void Save(SavedState state) => state.Add(State, [mu, logSize, logAverage, error, count]);

    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    internal void Restore(SavedState state)
    {
        if (state.Numbers(State) is not [double centre, double size, double average, double errors, >= 0 and double steps]) throw Error.StateDiffers("its step sizes are averaged otherwise");
        (mu, logSize, logAverage, error, count) = (centre, size, average, errors, (int)steps);
    }
}
