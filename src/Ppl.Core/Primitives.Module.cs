namespace Ppl;

public static partial class Primitives
{
    /// <summary>Binds the weights of a torch module as parameters named <c>name.path</c>.</summary>
    /// <param name="name">The prefix of the parameters' names.</param>
    /// <param name="module">Owned by the caller, and built outside any tensor scope.</param>
    /// <param name="keepWeights">
    /// False: weights that an engine meets for the first time are initialised from its <see cref="Rng"/> by PyTorch's formulas,
    /// so that a seed reproduces a run (torch's own initialisers take no generator). True: they start as they are.
    /// </param>
    /// <returns>The module.</returns>
    /// <exception cref="PplException">PPL013 for a layer whose initial formula is not known; PPL017 for a module in another's name.</exception>
    public static TModule Module<TModule>(string name, TModule module, bool keepWeights = false) where TModule : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        ModuleBinding.Perform(name, module, keepWeights);
        return module;
    }
}
