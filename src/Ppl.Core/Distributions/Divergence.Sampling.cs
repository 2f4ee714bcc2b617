namespace Ppl.Distributions;

public static partial class Divergence
{
    /// <summary>∞ in the dtype and on the device of the arguments, which a draw has, too; Float64 if all are numbers.</summary>
    private static Tensor Infinite(Distribution p, Distribution q)
    {
        using TensorScope scope = TensorScope.Begin();
        using var rng = new Rng(0, torch.ScalarType.Float64);
        Tensor[] draws = [p.Sample(rng), q.Sample(rng)];
        Tensor like = Array.Find(draws, draw => draw.dtype != torch.ScalarType.Float64 || draw.device_type != torch.CPU.type) ?? draws[0];
        return scope.Keep(torch.tensor(double.PositiveInfinity, like.dtype, like.device));
    }
}
