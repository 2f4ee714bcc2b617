namespace Ppl.Infer;

/// <summary>Chains on their way from the prior to the posterior. Between moves they are managed numbers.</summary>
internal sealed class AnnealedChains(AnnealedDensity density, Rng rng, AnnealingOptions options)
{
    public const ulong PilotStream = 0xA115;

    private int moves;
    private double accepted;

    /// <param name="settings">How to move; a pilot run finds it.</param>
    /// <param name="isPilot">Whether this is the run that finds it.</param>
    /// <param name="cancel">Asked for before each temperature.</param>
    public AnnealedEvidence Run(MoveSettings settings, bool isPilot, CancellationToken cancel)
    {
        double[] points = density.DrawPrior(rng), logWeights = new double[options.Chains];
        double[] logLikelihood = LogLikelihoods(points);
        double before = 0;
        for (int t = 1; t <= options.Temperatures; t++)
        {
            cancel.ThrowIfCancellationRequested();
            double beta = Math.Pow((double)t / options.Temperatures, options.LadderPower);
            for (int chain = 0; chain < logWeights.Length; chain++) logWeights[chain] += (beta - before) * logLikelihood[chain];
            before = beta;
            if (isPilot) settings.Begin(t, points, density.Dimension);
            if (t == options.Temperatures) break;    // The weights are complete: a last move would change none.
            for (int move = 0; move < options.Moves; move++)
            {
                double rate;
                (points, logLikelihood, rate) = Move(points, beta, settings.Step(t), settings.Scale(t));
                accepted += rate;
                moves++;
                if (isPilot) settings.End(rate);
            }
        }
        return new AnnealedEvidence([.. logWeights], moves == 0 ? double.NaN : accepted / moves);
    }

    private double[] LogLikelihoods(double[] points)
    {
        using TensorScope scope = TensorScope.Begin();
        double[] logLikelihoods = TensorText.ToDoubles(density.Evaluate(ToTensor(points), 0).LogLikelihood);
        foreach (double number in logLikelihoods)
            if (double.IsNaN(number) || double.IsPositiveInfinity(number)) throw Error.NonFiniteLoss(-number);
        return logLikelihoods;
    }

    /// <summary>Leapfrog steps from fresh momenta, each chain's of a length of its own, and a Metropolis test (Neal 2011, "MCMC using Hamiltonian dynamics").</summary>
    private (double[] Points, double[] LogLikelihood, double Accepted) Move(double[] points, double beta, double longest, double[] scales)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        Tensor start = ToTensor(points), scale = torch.tensor(scales, torch.float64, rng.Device);
        Tensor step = longest * (0.5 + (0.5 * rng.Rand([density.Chains, 1], start)));    // Steps of one length could bring a chain back where it was.
        (Tensor prior, Tensor likelihood, Tensor gradient) = density.Evaluate(start, beta);
        Tensor momentum = rng.Randn([density.Chains, density.Dimension], start);
        Tensor energy = Energy(prior, likelihood, beta, momentum), at = start, firstLikelihood = likelihood;
        for (int i = 0; i < options.LeapfrogSteps; i++)
        {
            momentum = momentum + (0.5 * step * scale * gradient);
            at = at + (step * scale * momentum);
            (prior, likelihood, gradient) = density.Evaluate(at, beta);
            momentum = momentum + (0.5 * step * scale * gradient);
        }
        Tensor isAccepted = rng.Rand([density.Chains], start).log() < energy - Energy(prior, likelihood, beta, momentum);
        Tensor end = torch.where(isAccepted.unsqueeze(-1), at, start), endLikelihood = torch.where(isAccepted, likelihood, firstLikelihood);
        return (TensorText.ToDoubles(end), TensorText.ToDoubles(endLikelihood), (double)isAccepted.to(torch.float64).mean());
    }

    /// <summary>-log p(u) + |momentum|² / 2, one number a chain.</summary>
    private static Tensor Energy(Tensor prior, Tensor likelihood, double beta, Tensor momentum) =>
        (0.5 * (momentum * momentum).sum(dim: 1)) - prior - (beta * likelihood);

    private Tensor ToTensor(double[] points) => torch.tensor(points, [density.Chains, density.Dimension], torch.float64, rng.Device);
}
