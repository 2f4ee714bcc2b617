namespace TorchSharp.Modules;

/// <summary>Adam (Kingma and Ba 2015), as in PyTorch: steps by the ratio of the gradient's mean to the root of its mean square.</summary>
public class Adam : OptimizerHelper, torch.optim.IBetas
{
    private readonly double eps, weightDecay;
    private readonly bool amsgrad, maximize;

    public Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : base(parameters, lr) =>
        (Betas, this.eps, weightDecay, this.amsgrad, this.maximize) = ((beta1, beta2), eps, weight_decay, amsgrad, maximize);

    public (double, double) Betas { get; set; }

    public override torch.Tensor step(Func<torch.Tensor>? closure = null) => StepBy(Decayed, closure, maximize);

    private void Decayed(Parameter parameter, torch.Tensor gradient, Moments moments, double learningRate) =>
        AdamStep.Apply(parameter, weightDecay == 0 ? gradient : gradient.add(parameter, weightDecay),
            moments.Get("mean", parameter), moments.Get("square", parameter), amsgrad ? moments.Get("largest", parameter) : null,
            moments.Step, learningRate, Betas, eps);
}

/// <summary>AdamW (Loshchilov and Hutter 2019): Adam, with the weights decayed beside the gradient's step.</summary>
public class AdamW : OptimizerHelper, torch.optim.IBetas
{
    private readonly double eps, weightDecay;
    private readonly bool amsgrad, maximize;

    public AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : base(parameters, lr) =>
        (Betas, this.eps, weightDecay, this.amsgrad, this.maximize) = ((beta1, beta2), eps, weight_decay, amsgrad, maximize);

    public (double, double) Betas { get; set; }

    public override torch.Tensor step(Func<torch.Tensor>? closure = null) => StepBy(Decayed, closure, maximize);

    private void Decayed(Parameter parameter, torch.Tensor gradient, Moments moments, double learningRate)
    {
        if (weightDecay != 0) parameter.mul_(1 - learningRate * weightDecay);
        AdamStep.Apply(parameter, gradient,
            moments.Get("mean", parameter), moments.Get("square", parameter), amsgrad ? moments.Get("largest", parameter) : null,
            moments.Step, learningRate, Betas, eps);
    }
}

/// <summary>The step that Adam and AdamW share.</summary>
internal static class AdamStep
{
    public static void Apply(
        torch.Tensor parameter, torch.Tensor gradient, torch.Tensor mean, torch.Tensor square, torch.Tensor? largest,
        long step, double learningRate, (double, double) betas, double eps)
    {
        (double beta1, double beta2) = betas;
        mean.mul_(beta1).add_(gradient, 1 - beta1);
        square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        if (largest is not null) square = largest.copy_(largest.maximum(square));
        torch.Tensor root = square.sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, step))).add_(eps);
        parameter.addcdiv_(mean, root, -learningRate / (1 - Math.Pow(beta1, step)));
    }
}
