using TorchSharp.Modules;

namespace Ppl;

/// <summary>
/// A parameter that is kept from step to step: one leaf tensor for life, unconstrained, changed in place by the optimiser,
/// and a bijection to the constrained space in which programs see it.
/// </summary>
public sealed class StoredParam : IDisposable
{
    private readonly Transform bijection;
    private readonly bool ownsLeaf;
    private readonly Shape constrainedShape;

    private StoredParam(string name, Constraint constraint, Parameter leaf, bool ownsLeaf)
    {
        Name = name;
        Constraint = constraint;
        Leaf = leaf;
        bijection = Biject.To(constraint);
        constrainedShape = bijection.ForwardShape(Shape.Of(leaf));
        this.ownsLeaf = ownsLeaf;
    }

    /// <summary>The name that <c>Param</c> gave it.</summary>
    public string Name { get; }

    /// <summary>Where the constrained values lie.</summary>
    public Constraint Constraint { get; }

    /// <summary>The leaf that optimisers change in place; its gradient is null but between a backward and a step.</summary>
    public Tensor Unconstrained => Leaf;

    internal Parameter Leaf { get; }

    /// <summary>Biject.To(Constraint)(Unconstrained): differentiable, made anew at each call, in the caller's tensor scope.</summary>
    public Tensor Constrained() => bijection.Forward(Leaf);

    /// <summary>Frees the leaf, unless it is a module's weight.</summary>
    public void Dispose()
    {
        if (ownsLeaf) Leaf.Dispose();
    }

    /// <summary>Name, constraint, shape and, where there are few, the constrained values.</summary>
    public override string ToString()
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        string text = $"{Name}: {Constraint} {constrainedShape}";
        return constrainedShape.NumberOfElements <= 8 ? $"{text} = {TensorText.Values(Constrained())}" : text;
    }

    /// <summary>Whether the constrained value has this shape; an unknown shape (null) is taken on trust.</summary>
    internal bool HasShape(Shape? shape) => shape is null || shape == constrainedShape;

    /// <summary>Makes the leaf from an initial value in the constrained space; the leaf leaves the current tensor scope.</summary>
    /// <exception cref="PplException">PPL018 when the initial value lies outside the constraint or on its edge, where the leaf is infinite.</exception>
    internal static StoredParam FromInitial(string name, Constraint constraint, Tensor initial)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        if (!constraint.Check(initial).all().item<bool>()) throw Error.InitialOutsideConstraint(name, constraint, initial);
        Tensor unconstrained = Biject.To(constraint).Inverse(initial).detach().clone();
        if (!unconstrained.isfinite().all().item<bool>()) throw Error.InitialOnEdge(name, constraint, initial);
        var leaf = new Parameter(unconstrained, requires_grad: true);
        leaf.DetachFromDisposeScope();
        return new StoredParam(name, constraint, leaf, ownsLeaf: true);
    }

    /// <summary>Keeps a module's own weight as the leaf.</summary>
    internal static StoredParam FromModule(string name, Parameter weight) => new(name, Constraints.Real, weight, ownsLeaf: false);
}
