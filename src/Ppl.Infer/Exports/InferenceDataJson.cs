using System.Text.Json;

namespace Ppl.Infer;

/// <summary>ArviZ's InferenceData as JSON, which <c>arviz.from_json</c> reads: groups of arrays <c>[chain][draw][…]</c>.</summary>
public static class InferenceDataJson
{
    /// <summary>Writes draws and what belongs to them into one file, which takes its name when all of it is on disk.</summary>
    /// <remarks>
    /// Groups: <c>posterior</c> (latent and deterministic sites), <c>posterior_predictive</c> (predicted sites), <c>sample_stats</c> by ArviZ's names (<c>lp</c>,
    /// <c>acceptance_rate</c>, <c>step_size</c>, <c>tree_depth</c>, <c>n_steps</c>, <c>diverging</c>, <c>energy</c>), <c>log_likelihood</c> and <c>observed_data</c>; a group without
    /// arrays is left out. Numbers have all their digits; <c>NaN</c> and <c>Infinity</c> stand bare, as Python reads and writes them.
    /// </remarks>
    /// <param name="samples">The draws, of which <see cref="Samples.Chains"/> says where a chain ends.</param>
    /// <param name="statistics">What the sampler tells of each draw; null where it tells nothing.</param>
    /// <param name="path">The file.</param>
    /// <param name="logLikelihood">log p(y_i | θ_s) for the same draws (<see cref="LogLikelihood.Of"/>).</param>
    /// <param name="observed">The data by site: one draw of each.</param>
    /// <exception cref="PplException">PPL311: the file cannot be written.</exception>
    /// <exception cref="ArgumentException">The log likelihoods are of another number of draws, or the data are not one draw; the statistics are not those of the draws.</exception>
    public static void Write(Samples samples, SamplerStatistics? statistics, string path, Samples? logLikelihood = null, Samples? observed = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        statistics?.RequireOf(samples);
        if (logLikelihood is { } table && table.Draws != samples.Draws) throw new ArgumentException($"Log likelihoods of {table.Draws} draws beside {samples.Draws} draws.", nameof(logLikelihood));
        if (observed is { Draws: not 1 }) throw new ArgumentException($"{observed.Draws} draws of data: one is observed.", nameof(observed));
        AtomicFile.Write(path, file =>
        {
            using var json = new Utf8JsonWriter(file);
            json.WriteStartObject();
            WriteGroup(json, "posterior", samples.Chains, samples.Where(site => site.Role != SiteRole.Predicted));
            WriteGroup(json, "posterior_predictive", samples.Chains, samples.Where(site => site.Role == SiteRole.Predicted));
            WriteStatistics(json, statistics);
            WriteGroup(json, "log_likelihood", samples.Chains, (IEnumerable<Draws>?)logLikelihood ?? []);
            WriteData(json, observed);
            json.WriteEndObject();
        });
    }

    private static void WriteGroup(Utf8JsonWriter json, string group, int chains, IEnumerable<Draws> sites)
    {
        Draws[] all = [.. sites];
        if (all.Length == 0) return;
        json.WriteStartObject(group);
        foreach (Draws site in all)
        {
            json.WritePropertyName(site.Name);
            WriteArray(json, [chains, site.Count / chains, .. site.Shape.ToArray()], site.Values.AsSpan());
        }
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, Samples? observed)
    {
        if (observed is null) return;
        json.WriteStartObject("observed_data");
        foreach (Draws site in observed)
        {
            json.WritePropertyName(site.Name);
            WriteArray(json, site.Shape, site.Values.AsSpan());
        }
        json.WriteEndObject();
    }

    private static void WriteStatistics(Utf8JsonWriter json, SamplerStatistics? statistics)
    {
        if (statistics is null) return;
        json.WriteStartObject("sample_stats");
        Write("lp", statistics.LogDensity, number => WriteNumber(json, number));
        Write("acceptance_rate", statistics.Acceptance, number => WriteNumber(json, number));
        Write("step_size", statistics.StepSize, number => WriteNumber(json, number));
        Write("tree_depth", statistics.Depth, json.WriteNumberValue);
        Write("n_steps", statistics.Leapfrogs, json.WriteNumberValue);
        Write("diverging", statistics.IsDivergent, json.WriteBooleanValue);
        Write("energy", statistics.Energy, number => WriteNumber(json, number));
        json.WriteEndObject();

        void Write<T>(string name, T[][] table, Action<T> write)
        {
            json.WriteStartArray(name);
            foreach (T[] chain in table)
            {
                json.WriteStartArray();
                foreach (T value in chain) write(value);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
    }

    /// <summary>An array row-major, as lists of lists; a number for a shape of no dims.</summary>
    private static void WriteArray(Utf8JsonWriter json, Shape shape, ReadOnlySpan<double> values)
    {
        if (shape.Rank == 0)
        {
            WriteNumber(json, values[0]);
            return;
        }
        json.WriteStartArray();
        int size = values.Length / (int)shape[0];
        for (int i = 0; i < shape[0]; i++) WriteArray(json, shape[1..], values.Slice(i * size, size));
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number)) json.WriteNumberValue(number);
        else json.WriteRawValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity", skipInputValidation: true);
    }
}
