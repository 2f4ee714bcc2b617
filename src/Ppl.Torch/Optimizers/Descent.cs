namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent with momentum, as in PyTorch.</summary>
public class SGD : OptimizerHelper, torch.optim.IMomentum
{
    private readonly double dampening, weightDecay;
    private readonly bool nesterov, maximize;

    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : base(parameters, lr) =>
        (Momentum, this.dampening, weightDecay, this.nesterov, this.maximize) = (momentum, dampening, weight_decay, nesterov, maximize);

    public double Momentum { get; set; }

    public override torch.Tensor step(Func<torch.Tensor>? closure = null) => StepBy(Descend, closure, maximize);

    private void Descend(Parameter parameter, torch.Tensor gradient, Moments moments, double learningRate)
    {
        if (weightDecay != 0) gradient = gradient.add(parameter, weightDecay);
        if (Momentum != 0)
        {
            torch.Tensor velocity = moments.Get("velocity", parameter);
            velocity.mul_(Momentum).add_(gradient, moments.Step == 1 ? 1 : 1 - dampening);
            gradient = nesterov ? gradient.add(velocity, Momentum) : velocity;
        }
        parameter.add_(gradient, -learningRate);
    }
}

/// <summary>RMSProp (Hinton 2012), as in PyTorch: the gradient over the root of its mean square.</summary>
public class RMSProp : OptimizerHelper, torch.optim.IMomentum
{
    private readonly double alpha, eps, weightDecay;
    private readonly bool centered, maximize;

    public RMSProp(IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false, bool maximize = false)
        : base(parameters, lr) =>
        (this.alpha, this.eps, weightDecay, Momentum, this.centered, this.maximize) = (alpha, eps, weight_decay, momentum, centered, maximize);

    public double Momentum { get; set; }

    public override torch.Tensor step(Func<torch.Tensor>? closure = null) => StepBy(Descend, closure, maximize);

    private void Descend(Parameter parameter, torch.Tensor gradient, Moments moments, double learningRate)
    {
        if (weightDecay != 0) gradient = gradient.add(parameter, weightDecay);
        torch.Tensor square = moments.Get("square", parameter);
        square.mul_(alpha).addcmul_(gradient, gradient, 1 - alpha);
        torch.Tensor variance = square;
        if (centered)
        {
            torch.Tensor mean = moments.Get("mean", parameter);
            mean.mul_(alpha).add_(gradient, 1 - alpha);
            variance = square.addcmul(mean, mean, -1);
        }
        torch.Tensor root = variance.sqrt().add_(eps);
        if (Momentum == 0)
        {
            parameter.addcdiv_(gradient, root, -learningRate);
            return;
        }
        torch.Tensor velocity = moments.Get("velocity", parameter);
        velocity.mul_(Momentum).addcdiv_(gradient, root, 1);
        parameter.add_(velocity, -learningRate);
    }
}
