namespace TorchSharp.Modules;

/// <summary>A leaf tensor that a module registers as its parameter.</summary>
public class Parameter : torch.Tensor
{
    /// <summary>Takes over the native tensor of <paramref name="data"/>, which is as if disposed afterwards.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(data.DecoupleFromNativeHandle()) => this.requires_grad = requires_grad;
}
