namespace Ppl.Bench;

/// <summary>
/// How much longer A takes than B: both alternate in one process, so that what slows the machine slows both; the median of
/// the pairs' ratios stands.
/// </summary>
/// <param name="Median">Of the ratios of time, A over B.</param>
/// <param name="Low">The lower quartile.</param>
/// <param name="High">The upper quartile.</param>
/// <param name="SecondsA">Median time of one A.</param>
/// <param name="SecondsB">Median time of one B.</param>
internal sealed record PairedRatio(double Median, double Low, double High, double SecondsA, double SecondsB)
{
    private const int Pairs = 15;

    /// <summary>Times two actions.</summary>
    /// <param name="a">Returns the seconds that one A takes, by whatever repetition.</param>
    /// <param name="b">Likewise.</param>
    public static PairedRatio Measure(Func<double> a, Func<double> b)
    {
        double[] timesA = new double[Pairs], timesB = new double[Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            bool isAFirst = i % 2 == 0;
            if (isAFirst) timesA[i] = a();
            timesB[i] = b();
            if (!isAFirst) timesA[i] = a();
        }
        double[] ratios = [.. timesA.Zip(timesB, (timeA, timeB) => timeA / timeB).Order()];
        return new PairedRatio(Quantile(ratios, 0.5), Quantile(ratios, 0.25), Quantile(ratios, 0.75), Quantile(timesA.Order(), 0.5), Quantile(timesB.Order(), 0.5));
    }

    /// <summary>The seconds of processor time that one run of an action takes, as the mean of several.</summary>
    public static double Time(Action action, int repetitions)
    {
        double start = ThreadClock.Seconds();
        for (int i = 0; i < repetitions; i++) action();
        return (ThreadClock.Seconds() - start) / repetitions;
    }

    private static double Quantile(IEnumerable<double> ordered, double p) => ordered.ElementAt((int)(p * (Pairs - 1)));
}
