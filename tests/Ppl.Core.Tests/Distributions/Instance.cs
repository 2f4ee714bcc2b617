using Ppl.Distributions;

namespace Ppl.Core.Tests;

/// <summary>A family at one example of its arguments.</summary>
public sealed record Instance(Family Family, Parameters Arguments)
{
    /// <summary>The distribution with numbers for arguments.</summary>
    public Distribution OfNumbers() => Family.Make(Arguments);

    /// <summary>The distribution with tensors for arguments, Float64 leaves whose gradients are asked for.</summary>
    public Distribution OfTensors(out IReadOnlyList<Tensor> leaves)
    {
        var tensors = new List<Tensor>();
        Distribution distribution = Family.Make(Arguments.Select(argument =>
        {
            tensors.Add(argument.ToTensor(torch.ScalarType.Float64).requires_grad_());
            return tensors[^1];
        }));
        leaves = tensors;
        return distribution;
    }

    /// <summary>The arguments that may have a gradient.</summary>
    public IEnumerable<KeyValuePair<string, TensorLike>> Differentiable => Arguments.Where(argument => !Family.WithoutGradient.Contains(argument.Key));

    /// <summary>The arguments that have none, as parameters to which the others are added.</summary>
    public Parameters Fixed
    {
        get
        {
            var others = new Parameters();
            foreach ((string name, TensorLike argument) in Arguments)
                if (Family.WithoutGradient.Contains(name)) others.Add(name, argument);
            return others;
        }
    }

    public override string ToString() => $"{Family.Name} {Arguments}";
}
