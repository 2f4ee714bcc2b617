namespace Ppl.Distributions;

/// <summary>A distribution that is another one's under a bijection: that of f(X).</summary>
internal interface IPushForward
{
    /// <summary>The distribution of X, over the whole batch.</summary>
    Distribution Origin { get; }

    /// <summary>The map f.</summary>
    Transform Transform { get; }
}

public sealed partial class TransformedDistribution : IPushForward
{
    Distribution IPushForward.Origin => Origin;
}

public sealed partial class LogNormal : IPushForward
{
    Distribution IPushForward.Origin => new Normal(Loc, Scale).Expand(BatchShape);

    Transform IPushForward.Transform => Transforms.Exp;
}

public sealed partial class LogUniform : IPushForward
{
    Distribution IPushForward.Origin => new Uniform(Low.Log(), High.Log()).Expand(BatchShape);

    Transform IPushForward.Transform => Transforms.Exp;
}
