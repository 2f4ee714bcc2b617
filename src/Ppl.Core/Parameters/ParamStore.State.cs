namespace Ppl;

public sealed partial class ParamStore : IResumable
{
    private const string Buffers = "buffer";

    private readonly ModuleBuffers buffers = new();

    /// <summary>Restored parameters that no program has met yet.</summary>
    private readonly HashSet<string> awaiting = [];

    /// <summary>
    /// A store with the parameters of a file. They are on the CPU; each moves to the run's device, or into the module's weight, when a program
    /// first meets it.
    /// </summary>
    /// <exception cref="PplException">PPL301, PPL302, PPL303, PPL310, PPL313 as <see cref="SavedState.Read"/>; PPL309: its parameters are none.</exception>
    public static ParamStore Load(string path)
    {
        var store = new ParamStore();
        SavedState.Restore(path, store.Restore)();
        return store;
    }

    /// <summary>Writes the parameters, and the buffers of their modules, to a safetensors file (docs/checkpoints.md).</summary>
    /// <exception cref="PplException">PPL311: the file cannot be written.</exception>
    public void Save(string path)
    {
        var state = new SavedState();
        Save(state);
        state.Write(path);
    }

    /// <inheritdoc/>
    public void Save(SavedState state)
    {
        for (int i = 0; i < inOrder.Count; i++) SavedParam.Save(state, inOrder[i], position: i);
        buffers.Save(state.Part(Buffers));
    }

    /// <summary>
    /// A store that has parameters gets their values, in place: they must be those of the state. An empty one gets the parameters, for programs to meet.
    /// </summary>
    /// <exception cref="PplException">PPL309: the parameters or buffers differ in name, shape, dtype or constraint.</exception>
    public Action Restore(SavedState state)
    {
        IReadOnlyList<SavedParam> saved = SavedParam.All(state);
        if (Count > 0)
        {
            StateDifference.RequireNone(inOrder.ToDictionary(here => here.Name, here => here.Text), saved.ToDictionary(there => there.Name, there => there.Text));
            buffers.RequireSame(state.Part(Buffers));
        }
        return () =>
        {
            foreach (SavedParam parameter in saved) Restore(parameter);
            buffers.Restore(state.Part(Buffers));
        };
    }

    private void Restore(SavedParam saved)
    {
        if (byName.TryGetValue(saved.Name, out StoredParam? present))
        {
            saved.Value.CopyTo(present.Leaf);
            return;
        }
        Add(StoredParam.FromSaved(saved));
        awaiting.Add(saved.Name);
    }

    /// <summary>Gives a restored parameter to the program that meets it first.</summary>
    private StoredParam Adopt(StoredParam parameter, ParamSite site)
    {
        parameter.Adopt(site);
        awaiting.Remove(site.Name);
        return parameter;
    }

    private void RequireNoneAwaiting(ParamSite site)
    {
        if (awaiting.Count == 0) return;
        IEnumerable<StateDifference> waiting = awaiting.Order(StringComparer.Ordinal).Select(name => new StateDifference(name, Here: null, byName[name].Text));
        throw Error.StateDiffers([new StateDifference(site.Name, site.Constraint.ToString(), Saved: null), .. waiting]);
    }
}
