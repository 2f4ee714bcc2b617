using Ppl.Distributions;
using Ppl.Handlers;
using static Ppl.Primitives;

namespace Ppl.Symbolic.Tests;

/// <summary>Programs that have no compiled density.</summary>
public static class RefusedPrograms
{
    public static Action ReadsALatent { get; } = () =>
    {
        Tensor x = Sample("x", new Normal(0, 1));
        if ((double)x > 0) Factor("more", x);
    };

    public static Action TakesALatentForAnIndex { get; } = () =>
    {
        Tensor x = Sample("x", new Normal(0, 1));
        Factor("more", torch.tensor(new[] { 1.0, 2.0 }).index_select(0, x.@long().reshape(1)).sum());
    };

    public static Action HasAParameter { get; } = () => Sample("x", new Normal(Param("m", 0.0), 1));

    public static Action HidesALatent { get; } = () =>
    {
        using Scope hidden = new Block(site => site.Name == "x").Enter();
        Sample("x", new Normal(0, 1));
    };

    public static Action HasCountsWithoutAnEnd { get; } = () => Sample("k", new Poisson(Sample("rate", new Gamma(2, 1))));

    public static Action HasDataOutsideTheSupport { get; } = () => Sample("y", new Gamma(Sample("shape", new Gamma(2, 1)), 1), obs: torch.tensor(-1.0));

    public static Action HasDataThatAreNoNumbers { get; } = () => Sample("y", new Normal(Sample("x", new Normal(0, 1)), 1), obs: torch.tensor(double.NaN));

    public static Action HasBadArguments { get; } = () => Sample("y", new Normal(Sample("x", new Normal(0, 1)), torch.tensor(-1.0)), obs: torch.tensor(-1.0));

    public static Action LooksAtSomeRows { get; } = () =>
    {
        Tensor x = Sample("x", new Normal(0, 1));
        using Plate rows = Plate("rows", 10, subsample: 5);
        Sample("y", new Normal(x, 1), obs: rows.Subsample(torch.ones([10])));
    };

    public static Action HasNothingToMove { get; } = () => Sample("z", new Bernoulli(0.3));
}
