namespace Ppl;

/// <summary>The buffers of the modules whose weights are parameters: running averages and the like, named <c>module.path</c>.</summary>
internal sealed class ModuleBuffers
{
    private readonly Dictionary<string, torch.nn.Module> modules = [];

    /// <summary>Restored buffers of modules that no program has bound yet.</summary>
    private readonly Dictionary<string, SavedArray> awaiting = [];

    /// <summary>Notes a module, when one of its weights is bound for the first time.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="module">The module.</param>
    /// <param name="isRestored">Do its weights come from a saved state? Then its buffers do, too.</param>
    /// <exception cref="PplException">PPL309: the saved state has other buffers.</exception>
    public void Meet(string name, torch.nn.Module module, bool isRestored)
    {
        if (modules.ContainsKey(name)) return;
        if (isRestored) Fill(Of(name, module).ToDictionary());
        modules.Add(name, module);
    }

    public void Save(SavedState state)
    {
        foreach ((string name, Tensor buffer) in Present()) state.Add(name, buffer);
        foreach ((string name, SavedArray buffer) in awaiting) state.Add(name, buffer);
    }

    /// <exception cref="PplException">PPL309: the buffers differ in name, shape or dtype.</exception>
    public void RequireSame(SavedState state)
    {
        IEnumerable<KeyValuePair<string, string>> waiting = awaiting.Select(saved => KeyValuePair.Create(saved.Key, saved.Value.ToString()));
        StateDifference.RequireNone(Texts(Present()).Concat(waiting).ToDictionary(), state.Arrays.ToDictionary(name => name, name => state.Array(name).ToString()));
    }

    /// <summary>Writes into the buffers that there are, and keeps the others for modules to come.</summary>
    public void Restore(SavedState state)
    {
        Dictionary<string, Tensor> present = Present().ToDictionary();
        foreach (string name in state.Arrays)
        {
            if (present.TryGetValue(name, out Tensor? buffer)) state.Array(name).CopyTo(buffer);
            else awaiting[name] = state.Array(name);
        }
    }

    public void Clear()
    {
        modules.Clear();
        awaiting.Clear();
    }

    private void Fill(Dictionary<string, Tensor> buffers)
    {
        StateDifference.RequireNone(Texts(buffers).ToDictionary(), awaiting.Where(saved => buffers.ContainsKey(saved.Key)).ToDictionary(saved => saved.Key, saved => saved.Value.ToString()));
        foreach ((string name, Tensor buffer) in buffers)
        {
            awaiting.Remove(name, out SavedArray? saved);
            saved!.CopyTo(buffer);
        }
    }

    private IEnumerable<KeyValuePair<string, Tensor>> Present() => modules.SelectMany(named => Of(named.Key, named.Value));

    /// <summary>The persistent ones, as in torch's state_dict. By position: TorchSharp has two names for the second argument.</summary>
    private static IEnumerable<KeyValuePair<string, Tensor>> Of(string name, torch.nn.Module module) =>
        module.named_buffers(true, false).Select(named => KeyValuePair.Create($"{name}.{named.name}", named.buffer));

    private static IEnumerable<KeyValuePair<string, string>> Texts(IEnumerable<KeyValuePair<string, Tensor>> buffers) =>
        buffers.Select(named => KeyValuePair.Create(named.Key, $"{named.Value.dtype} {Shape.Of(named.Value)}"));
}
