namespace Ppl.Examples;

/// <summary>Which devices the tensor layer of this build can use.</summary>
internal static class Devices
{
    /// <summary>Sees that tensors can live there.</summary>
    /// <exception cref="PplException">PPL314.</exception>
    public static void Require(string device)
    {
        if (device == "cpu" || torch.cuda.is_available()) return;
        throw Error.Options(
            $"--device {device}: this build of libtorch sees no such device",
            "use the package provider with a CUDA build of libtorch (docs/torch.md): build with -p:TorchProvider=package.");
    }
}
