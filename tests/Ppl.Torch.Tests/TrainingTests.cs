using TorchSharp;
using static TorchSharp.torch;

namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class TrainingTests
{
    [Test]
    public void A_small_network_learns_a_line()
    {
        manual_seed(1);
        using var generator = new Generator(1);
        using Tensor x = randn([64, 1], generator: generator), y = 3 * x + 1;
        using nn.Module<Tensor, Tensor> net = nn.Sequential(nn.Linear(1, 8), nn.ReLU(), nn.Linear(8, 1));
        using optim.Optimizer adam = optim.Adam(net.parameters(), lr: 0.02);
        double loss = double.PositiveInfinity;
        for (int i = 0; i < 400; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor error = nn.functional.mse_loss(net.call(x), y);
            net.zero_grad();
            error.backward();
            adam.step();
            loss = error.ToDouble();
        }
        Assert.That(loss, Is.LessThan(0.05));
    }
}
