using TorchSharp.Modules;

namespace Ppl;

/// <summary>
/// A parameter that is kept from step to step: one leaf tensor for life, unconstrained, changed in place by the optimiser,
/// and a bijection to the constrained space in which programs see it.
/// </summary>
public sealed class StoredParam : IDisposable
{
    private readonly Shape constrainedShape;
    private IReadOnlyList<Tensor> ownEnds = [];
    private bool ownsLeaf;

    private StoredParam(string name, Constraint constraint, Parameter leaf, bool ownsLeaf)
    {
        Name = name;
        Constraint = constraint;
        Leaf = leaf;
        constrainedShape = Biject.To(constraint).ForwardShape(Shape.Of(leaf));
        this.ownsLeaf = ownsLeaf;
    }

    /// <summary>The name that <c>Param</c> gave it.</summary>
    public string Name { get; }

    /// <summary>Where the constrained values lie.</summary>
    public Constraint Constraint { get; private set; }

    /// <summary>
    /// The leaf that optimisers change in place; its gradient is null but between a backward and a step. A loaded parameter gets its leaf for
    /// life when a program first meets it.
    /// </summary>
    public Tensor Unconstrained => Leaf;

    internal Parameter Leaf { get; private set; }

    /// <summary>What it is, by which it is compared with a saved one.</summary>
    internal string Text => SavedParam.TextOf(Leaf.dtype, Shape.Of(Leaf), ConstraintText.Of(Constraint));

    /// <summary>Biject.To(Constraint)(Unconstrained): differentiable, made anew at each call, in the caller's tensor scope.</summary>
    public Tensor Constrained() => Biject.To(Constraint).Forward(Leaf);

    /// <summary>Frees the leaf, unless it is a module's weight.</summary>
    public void Dispose()
    {
        if (ownsLeaf) Leaf.Dispose();
        foreach (Tensor end in ownEnds) end.Dispose();
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

    /// <summary>Gives a loaded parameter to the program that it was loaded for: it moves into the module's weight, or to the run's device.</summary>
    /// <exception cref="PplException">PPL309: the program's parameter is of another shape, dtype or constraint.</exception>
    internal void Adopt(ParamSite site)
    {
        RequireSame(site);
        using IDisposable noGradients = torch.no_grad();
        Parameter before = Leaf;
        if (site.Leaf is Parameter weight)
        {
            weight.copy_(before);
            (Leaf, ownsLeaf) = (weight, false);
        }
        else if (before.device.type != site.Device.type)
        {
            Leaf = Lasting(before.detach().to(site.Device));
        }
        if (!ReferenceEquals(before, Leaf)) before.Dispose();
        foreach (Tensor end in ownEnds) end.Dispose();
        (Constraint, ownEnds) = (site.Constraint, []);
    }

    /// <summary>Makes the leaf from an initial value in the constrained space; the leaf leaves the current tensor scope.</summary>
    /// <exception cref="PplException">PPL018 when the initial value lies outside the constraint or on its edge, where the leaf is infinite.</exception>
    internal static StoredParam FromInitial(string name, Constraint constraint, Tensor initial)
    {
        using TensorScope scope = TensorScope.Begin();
        using IDisposable noGradients = torch.no_grad();
        if (Distributions.Outside.Of(constraint, initial) is { } outside) throw Error.InitialOutsideConstraint(name, outside);
        Tensor unconstrained = Biject.To(constraint).Inverse(initial).detach().clone();
        if (!unconstrained.isfinite().all().item<bool>()) throw Error.InitialOnEdge(name, constraint, initial);
        return new StoredParam(name, constraint, Lasting(unconstrained), ownsLeaf: true);
    }

    /// <summary>Makes leaf and constraint from a saved state; they leave the current tensor scope.</summary>
    internal static StoredParam FromSaved(SavedParam saved)
    {
        using TensorScope scope = TensorScope.Begin();
        Constraint constraint = ConstraintText.Parse(saved.Constraint);
        var parameter = new StoredParam(saved.Name, constraint, Lasting(saved.Value.ToTensor()), ownsLeaf: true) { ownEnds = [.. ConstraintText.Tensors(constraint)] };
        foreach (Tensor end in parameter.ownEnds) end.DetachFromDisposeScope();
        return parameter;
    }

    /// <summary>Keeps a module's own weight as the leaf.</summary>
    internal static StoredParam FromModule(string name, Parameter weight) => new(name, Constraints.Real, weight, ownsLeaf: false);

    private static Parameter Lasting(Tensor value)
    {
        var leaf = new Parameter(value, requires_grad: true);
        leaf.DetachFromDisposeScope();
        return leaf;
    }

    private void RequireSame(ParamSite site)
    {
        string constraint = ConstraintText.Of(site.Constraint);
        bool isSame = site.Leaf is { } weight
            ? weight.dtype == Leaf.dtype && Shape.Of(weight) == Shape.Of(Leaf)
            : HasShape(site.InitialShape) && constraint == ConstraintText.Of(Constraint);
        if (isSame) return;
        string here = $"{(site.Leaf ?? Leaf).dtype} {(site.Leaf is null ? site.InitialShape ?? constrainedShape : Shape.Of(site.Leaf))} {constraint}";
        throw Error.StateDiffers([new StateDifference(Name, here, $"{Leaf.dtype} {constrainedShape} {ConstraintText.Of(Constraint)}")]);
    }
}
