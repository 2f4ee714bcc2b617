namespace Ppl.Infer;

public sealed partial class McmcResult
{
    /// <summary>Adds all draws, and all that a later run needs to go on with the same numbers, to the last bit.</summary>
    public void Save(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Add("chains", Samples.Chains);
        state.Add("warm", IsWarm ? 1 : 0);
        state.Add("cancelled", IsCancelled ? 1 : 0);
        state.Add("sites", Samples.Count);
        foreach ((int i, Draws site) in Samples.Index()) SaveSite(state.Part($"site {i}"), site);
        Statistics.Save(state.Part("statistics"));
        for (int i = 0; i < Chains.Count; i++) Chains[i].Save(state.Part($"chain {i}"));
    }

    /// <summary>Reads what <see cref="Save"/> added.</summary>
    /// <exception cref="PplException">PPL309: the state is of something else.</exception>
    public static McmcResult Restore(SavedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int chains = (int)state.Integer("chains"), sites = (int)state.Integer("sites");
        if (chains < 1 || sites < 1) throw Error.StateDiffers("it has no chains or no sites");
        var samples = new Samples(Enumerable.Range(0, sites).Select(i => Restored(state.Part($"site {i}"), chains)));
        var statistics = new SamplerStatistics(state.Part("statistics"), chains);
        if (statistics.Energy[0].Length * chains != samples.Draws) throw Error.StateDiffers("its statistics are not of its draws");
        ChainState[] ends = [.. Enumerable.Range(0, chains).Select(i => ChainState.Restore(state.Part($"chain {i}")))];
        return new McmcResult(samples, statistics, ends, state.Integer("warm") != 0, state.Integer("cancelled") != 0);
    }

    private static void SaveSite(SavedState state, Draws site)
    {
        state.Add("name", site.Name);
        state.Add("shape", site.Shape.ToArray());
        state.Add("role", site.Role.ToString());
        state.Add("dtype", site.Dtype.ToString());
        state.Add("values", [.. site.Values]);
    }

    private static Draws Restored(SavedState state, int chains)
    {
        Shape shape = state.Integers("shape");
        double[] values = state.Numbers("values");
        if (!Enum.TryParse(state.Text("role"), out SiteRole role) || !Enum.TryParse(state.Text("dtype"), out torch.ScalarType dtype)) throw Error.StateDiffers("a site's role or dtype is unknown");
        if (shape.NumberOfElements == 0 || values.Length % (chains * shape.NumberOfElements) != 0) throw Error.StateDiffers($"\"{state.Text("name")}\" is no table of {chains} chains");
        return new Draws(state.Text("name"), shape, [.. values], role, dtype) { Chains = chains };
    }
}
