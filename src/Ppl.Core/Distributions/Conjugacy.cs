namespace Ppl.Distributions;

/// <summary>
/// An exponential family over a parameter θ, p(θ) ∝ h(θ) exp(η · t(θ)): the product of two members is proportional to a third, whose natural
/// parameters η are the sums of theirs.
/// </summary>
/// <remarks>Natural parameters are tensors of the batch shape, then of what one of them needs.</remarks>
internal interface IConjugatePrior
{
    /// <summary>The natural parameters η, in the dtype of <paramref name="like"/> where they are numbers.</summary>
    Tensor[] Natural(Tensor like);

    /// <summary>The member of the family with other natural parameters.</summary>
    Distribution WithNatural(Tensor[] natural);
}

/// <summary>A distribution of data that, as a function of one of its arguments, is proportional to a member of an exponential family.</summary>
internal interface ILikelihood
{
    /// <summary>The natural parameters of that member for each element of the data; null where <paramref name="argument"/> is not the argument, or not in that place.</summary>
    /// <param name="prior">A member of the family.</param>
    /// <param name="argument">The very tensor that the distribution was given.</param>
    /// <param name="value">The data.</param>
    Tensor[]? Natural(Distribution prior, Tensor argument, Tensor value);
}

// η = (α - 1, β - 1), with t = (log θ, log(1 - θ)).
public sealed partial class Beta : IConjugatePrior
{
    Tensor[] IConjugatePrior.Natural(Tensor like) => [(Concentration1 - 1).Beside(like), (Concentration0 - 1).Beside(like)];

    Distribution IConjugatePrior.WithNatural(Tensor[] natural) => new Beta(natural[0] + 1, natural[1] + 1);
}

// η = (α - 1, β), with t = (log θ, -θ).
public sealed partial class Gamma : IConjugatePrior, ILikelihood
{
    Tensor[] IConjugatePrior.Natural(Tensor like) => [(Concentration - 1).Beside(like), Rate.Beside(like)];

    Distribution IConjugatePrior.WithNatural(Tensor[] natural) => new Gamma(natural[0] + 1, natural[1]);

    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value) =>
        prior is Gamma && ReferenceEquals(Rate.Tensor, argument) ? [Concentration.Beside(value), value] : null;
}

// η = (μ / σ², 1 / σ²), with t = (θ, -θ² / 2).
public sealed partial class Normal : IConjugatePrior, ILikelihood
{
    Tensor[] IConjugatePrior.Natural(Tensor like)
    {
        Tensor precision = (1 / Scale.Square()).Beside(like);
        return [Loc * precision, precision];
    }

    Distribution IConjugatePrior.WithNatural(Tensor[] natural) => new Normal(natural[0] / natural[1], 1 / natural[1].sqrt());

    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value)
    {
        if (prior is not Normal || !ReferenceEquals(Loc.Tensor, argument)) return null;
        Tensor precision = (1 / Scale.Square()).Beside(value);
        return [value * precision, precision];
    }
}

// η = α - 1, with t = log θ.
public sealed partial class Dirichlet : IConjugatePrior
{
    Tensor[] IConjugatePrior.Natural(Tensor like) => [(Concentration - 1).Beside(like)];

    Distribution IConjugatePrior.WithNatural(Tensor[] natural) => new Dirichlet(natural[0] + 1);
}

public sealed partial class Bernoulli : ILikelihood
{
    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value) =>
        prior is Beta && !Chance.IsLogit && ReferenceEquals(Chance.Given.Tensor, argument) ? [value, 1 - value] : null;
}

public sealed partial class Binomial : ILikelihood
{
    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value) =>
        prior is Beta && !Chance.IsLogit && ReferenceEquals(Chance.Given.Tensor, argument) ? [value, TotalCount - value] : null;
}

public sealed partial class Geometric : ILikelihood
{
    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value) =>
        prior is Beta && !Chance.IsLogit && ReferenceEquals(Chance.Given.Tensor, argument) ? [torch.ones_like(value), value] : null;
}

public sealed partial class Categorical : ILikelihood
{
    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value)
    {
        if (prior is not Dirichlet || isLogits || rows is not null || !ReferenceEquals(table.Tensor, argument)) return null;
        Tensor places = torch.ones_like(argument).cumsum(-1) - 1;
        return [torch.where(value.unsqueeze(-1) == places, torch.ones_like(places), torch.zeros_like(places))];
    }
}

public sealed partial class OneHotCategorical : ILikelihood
{
    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value) =>
        prior is Dirichlet && !categories.IsLogits && ReferenceEquals(categories.Given.Tensor, argument) ? [value] : null;
}

public sealed partial class Multinomial : ILikelihood
{
    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value) =>
        prior is Dirichlet && !categories.IsLogits && ReferenceEquals(categories.Given.Tensor, argument) ? [value] : null;
}

public sealed partial class Poisson : ILikelihood
{
    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value) =>
        prior is Gamma && ReferenceEquals(Rate.Tensor, argument) ? [value, torch.ones_like(value)] : null;
}

public sealed partial class Exponential : ILikelihood
{
    Tensor[]? ILikelihood.Natural(Distribution prior, Tensor argument, Tensor value) =>
        prior is Gamma && ReferenceEquals(Rate.Tensor, argument) ? [torch.ones_like(value), value] : null;
}
