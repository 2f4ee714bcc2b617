using TorchSharp.Modules;

namespace Ppl;

/// <summary>Sends each weight of a module through the handlers as a parameter site whose value is the weight itself.</summary>
internal static class ModuleBinding
{
    public static void Perform(string name, torch.nn.Module module, bool keepWeights)
    {
        foreach ((string path, Parameter weight) in module.named_parameters())
        {
            Tensor Initial(Rng rng) => keepWeights ? weight : ModuleInitializer.Fill(module, path, weight, rng);
            var site = new ParamSite($"{name}.{path}", initialShape: null, Initial, constraint: null, eventDim: null) { Leaf = weight, Weight = (module, path) };
            EffectStack.Perform(site);
            if (!ReferenceEquals(site.Value, weight)) throw Error.ModuleWeightReplaced(site);
        }
    }
}
