using TorchSharp.Modules;

namespace Ppl;

/// <summary>PyTorch's initial weights, drawn from an <see cref="Rng"/>: torch's own initialisers take no generator.</summary>
internal static class ModuleInitializer
{
    /// <summary>
    /// Fills one weight in place. Linear maps and convolutions: weight and bias ~ U(-1/√n, 1/√n), as PyTorch's <c>kaiming_uniform_(a = √5)</c>
    /// comes to (He et al. 2015, eq. 14), n the elements of the layer's weight along all dims but the first. Parameters of a user's own module start as that module made them.
    /// </summary>
    /// <exception cref="PplException">PPL013 for a torch layer whose formula is not known here.</exception>
    public static Tensor Fill(torch.nn.Module root, string path, Tensor weight, Rng rng)
    {
        torch.nn.Module layer = Owner(root, path);
        switch (layer)
        {
            case Linear linear:
                return Uniform(weight, linear.weight, rng);
            case Convolution convolution:
                return Uniform(weight, convolution.weight, rng);
            case var torchLayer when torchLayer.GetType().Namespace == typeof(Linear).Namespace:
                throw Error.HiddenRandomness(layer.GetType().Name, path);
            default:
                return weight;
        }
    }

    private static Tensor Uniform(Tensor filled, Tensor layersWeight, Rng rng)
    {
        double bound = Math.Sqrt((double)layersWeight.size(0) / layersWeight.numel());
        using (torch.no_grad()) filled.uniform_(-bound, bound, rng.Generator(filled.device));
        return filled;
    }

    /// <summary>The submodule whose field the weight is: the path less its last name.</summary>
    private static torch.nn.Module Owner(torch.nn.Module root, string path)
    {
        int end = path.LastIndexOf('.');
        if (end < 0) return root;
        string owner = path[..end];
        return root.named_modules().First(module => module.name == owner).module;
    }
}
