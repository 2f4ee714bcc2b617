namespace TorchSharp.Modules;

/// <summary>Stands for a torch layer with weights of its own, by the namespace that it lives in.</summary>
internal sealed class Unknown : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly Parameter weight = new(torch.tensor(1.0));

    public Unknown() : base(nameof(Unknown)) => RegisterComponents();

    public override torch.Tensor forward(torch.Tensor input) => input * weight;
}
