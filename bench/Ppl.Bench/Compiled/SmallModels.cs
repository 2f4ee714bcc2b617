using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Bench;

/// <summary>Models for compiled densities, beside <see cref="EightSchools"/>.</summary>
[Compiled]
internal static class SmallModels
{
    /// <summary>A mean and a scale.</summary>
    public static void Gaussian(Tensor y)
    {
        Tensor mean = Sample("mean", new Normal(0, 10)), scale = Sample("scale", new HalfNormal(1));
        using Plate points = Plate("points", y.shape[0]);
        Sample("y", new Normal(mean, scale), obs: y);
    }

    /// <summary>A logistic regression.</summary>
    public static void Logistic(Rows data)
    {
        Tensor weights;
        using (Plate features = Plate("features", data.X.shape[1])) weights = Sample("weights", new Normal(0, 1));
        using Plate rows = Plate("rows", data.X.shape[0]);
        Sample("y", Bernoulli.FromLogits(data.X.matmul(weights)), obs: data.Y);
    }

    /// <summary>Three normals, the one that each point is from summed out.</summary>
    public static void Mixture(Tensor y)
    {
        Tensor shares = Sample("shares", new Dirichlet([1.0, 1.0, 1.0])), means, scales;
        using (Plate components = Plate("components", 3))
        {
            means = Sample("means", new Normal(0, 5));
            scales = Sample("scales", new HalfNormal(1));
        }
        var normals = new Normal(means, scales);
        using Plate points = Plate("points", y.shape[0]);
        Tensor component = Sample("component", new Categorical(shares));
        Sample("y", normals.Gather(component), obs: y);
    }

    /// <summary>An intercept for each group, a slope for all, as for radon in the houses of counties.</summary>
    public static void Groups(GroupedRows data)
    {
        Tensor mean = Sample("mean", new Normal(0, 10)), between = Sample("between", new HalfNormal(1)), slope = Sample("slope", new Normal(0, 10)), offsets;
        Tensor within = Sample("within", new HalfNormal(1));
        using (Plate groups = Plate("groups", data.Groups)) offsets = Sample("offsets", new Normal(0, 1));
        Tensor intercepts = mean + between * offsets;
        using Plate rows = Plate("rows", data.X.shape[0]);
        Sample("y", new Normal(intercepts.index_select(0, data.Group) + slope * data.X, within), obs: data.Y);
    }

    /// <summary>Answers, right or wrong, of people to items: an ability for each of the former, a difficulty and a slope for each of the latter.</summary>
    public static void Items(Tensor answers)
    {
        Tensor ability, difficulty, slope;
        using (Plate takers = Plate("takers", answers.shape[0])) ability = Sample("ability", new Normal(0, 1));
        using (Plate items = Plate("items", answers.shape[1]))
        {
            difficulty = Sample("difficulty", new Normal(0, 1));
            slope = Sample("slope", new LogNormal(0, 0.5));
        }
        using Plate rows = Plate("rows", answers.shape[0], dim: -2);
        using Plate columns = Plate("columns", answers.shape[1], dim: -1);
        Sample("answers", Bernoulli.FromLogits(slope * (ability.unsqueeze(-1) - difficulty)), obs: answers);
    }

    /// <summary>Counts of unknown dispersion: log Γ of each of them and it.</summary>
    public static void Counts(Rows data)
    {
        Tensor intercept = Sample("intercept", new Normal(0, 1)), slope = Sample("slope", new Normal(0, 1)), dispersion = Sample("dispersion", new Gamma(2, 1));
        using Plate rows = Plate("rows", data.X.shape[0]);
        Sample("y", NegativeBinomial.FromLogits(dispersion, intercept + slope * data.X), obs: data.Y);
    }
}

/// <summary>What a regression is given.</summary>
/// <param name="X">Features, [rows, columns], or one for each row.</param>
/// <param name="Y">0 or 1 for each row, or a count.</param>
internal sealed record Rows(Tensor X, Tensor Y);

/// <summary>What a regression with groups is given.</summary>
/// <param name="X">A feature of each row.</param>
/// <param name="Y">The response.</param>
/// <param name="Group">The row's group, counted from 0.</param>
/// <param name="Groups">How many groups there are.</param>
internal sealed record GroupedRows(Tensor X, Tensor Y, Tensor Group, long Groups);
