using Ppl.Distributions;

namespace Ppl.Core.Tests;

/// <summary>One row of the table that drives the tests of all distributions: how to make it, and arguments to test it at.</summary>
/// <remarks>The wrappers stand in the table as families whose arguments are those of what they wrap.</remarks>
public sealed partial record Family(string Name, Func<Parameters, Distribution> Make, params Parameters[] Examples)
{
    /// <summary>How a draw depends on the arguments at fixed noise, where the distribution says that it does.</summary>
    public Pathwise Pathwise { get; init; }

    public static IReadOnlyList<Family> All { get; } =
    [
        new("Normal", p => new Normal(p["loc"], p["scale"]),
            new Parameters { { "loc", 0.0 }, { "scale", 1.0 } }, new Parameters { { "loc", -1.5 }, { "scale", 2.5 } }),
        new("LogNormal", p => new LogNormal(p["loc"], p["scale"]),
            new Parameters { { "loc", 0.3 }, { "scale", 0.25 } }),
        new("HalfNormal", p => new HalfNormal(p["scale"]),
            new Parameters { { "scale", 0.7 } }),
        new("Exponential", p => new Exponential(p["rate"]),
            new Parameters { { "rate", 2.5 } }),
        new("Gamma", p => new Gamma(p["concentration"], p["rate"]),
            new Parameters { { "concentration", 0.6 }, { "rate", 1.5 } }, new Parameters { { "concentration", 4.0 }, { "rate", 0.5 } }) { Pathwise = Pathwise.Implicit },
        new("InverseGamma", p => new InverseGamma(p["concentration"], p["rate"]),
            new Parameters { { "concentration", 12.0 }, { "rate", 3.0 } }) { Pathwise = Pathwise.Implicit },
        new("Chi2", p => new Chi2(p["df"]),
            new Parameters { { "df", 1.4 } }, new Parameters { { "df", 7.0 } }) { Pathwise = Pathwise.Implicit },
        new("Beta", p => new Beta(p["concentration1"], p["concentration0"]),
            new Parameters { { "concentration1", 2.0 }, { "concentration0", 3.5 } }, new Parameters { { "concentration1", 0.6 }, { "concentration0", 0.4 } }) { Pathwise = Pathwise.Implicit },
        new("Dirichlet", p => new Dirichlet(p["concentration"]),
            new Parameters { { "concentration", [2.0, 0.7, 4.0] } }) { Pathwise = Pathwise.Implicit },
        new("StudentT", p => new StudentT(p["df"], p["loc"], p["scale"]),
            new Parameters { { "df", 12.0 }, { "loc", -0.5 }, { "scale", 1.5 } }) { Pathwise = Pathwise.Implicit },
        new("FisherSnedecor", p => new FisherSnedecor(p["df1"], p["df2"]),
            new Parameters { { "df1", 5.0 }, { "df2", 24.0 } }) { Pathwise = Pathwise.Implicit },
        new("BetaProportion", p => new BetaProportion(p["mean"], p["concentration"]),
            new Parameters { { "mean", 0.3 }, { "concentration", 5.0 } }) { Pathwise = Pathwise.Implicit },
        new("VonMises", p => new VonMises(p["loc"], p["concentration"]),
            new Parameters { { "loc", 0.4 }, { "concentration", 2.0 } }, new Parameters { { "loc", 3.0 }, { "concentration", 0.3 } }) { Pathwise = Pathwise.Implicit },
        new("RelaxedBernoulli", p => p.Has("logits") ? RelaxedBernoulli.FromLogits(p["temperature"], p["logits"]) : new RelaxedBernoulli(p["temperature"], p["probs"]),
            new Parameters { { "temperature", 0.8 }, { "probs", 0.3 } }, new Parameters { { "temperature", 1.5 }, { "logits", 1.0 } }),
        new("RelaxedBernoulliStraightThrough",
            p => p.Has("logits") ? RelaxedBernoulliStraightThrough.FromLogits(p["temperature"], p["logits"]) : new RelaxedBernoulliStraightThrough(p["temperature"], p["probs"]),
            new Parameters { { "temperature", 0.8 }, { "probs", 0.3 } }, new Parameters { { "temperature", 0.5 }, { "logits", 1.0 } }) { Pathwise = Pathwise.Biased },
        new("Uniform", p => new Uniform(p["low"], p["high"]),
            new Parameters { { "low", -1.0 }, { "high", 2.5 } }),
        new("Cauchy", p => new Cauchy(p["loc"], p["scale"]),
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 } }),
        new("HalfCauchy", p => new HalfCauchy(p["scale"]),
            new Parameters { { "scale", 0.7 } }),
        new("Laplace", p => new Laplace(p["loc"], p["scale"]),
            new Parameters { { "loc", -0.5 }, { "scale", 1.5 } }),
        new("Logistic", p => new Logistic(p["loc"], p["scale"]),
            new Parameters { { "loc", 0.5 }, { "scale", 0.7 } }),
        new("Gumbel", p => new Gumbel(p["loc"], p["scale"]),
            new Parameters { { "loc", -0.5 }, { "scale", 1.5 } }),
        new("Weibull", p => new Weibull(p["scale"], p["concentration"]),
            new Parameters { { "scale", 1.5 }, { "concentration", 0.9 } }, new Parameters { { "scale", 0.5 }, { "concentration", 12.0 } }),
        new("Pareto", p => new Pareto(p["scale"], p["alpha"]),
            new Parameters { { "scale", 1.5 }, { "alpha", 12.0 } }, new Parameters { { "scale", 0.5 }, { "alpha", 0.8 } }),
        new("Kumaraswamy", p => new Kumaraswamy(p["concentration1"], p["concentration0"]),
            new Parameters { { "concentration1", 1.5 }, { "concentration0", 3.0 } }, new Parameters { { "concentration1", 40.0 }, { "concentration0", 0.8 } }),
        new("LogUniform", p => new LogUniform(p["low"], p["high"]),
            new Parameters { { "low", 0.5 }, { "high", 20.0 } }, new Parameters { { "low", 2.0 }, { "high", 2.1 } }),
        new("AsymmetricLaplace", p => new AsymmetricLaplace(p["loc"], p["scale"], p["asymmetry"]),
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 }, { "asymmetry", 0.6 } }) { Pathwise = Pathwise.Implicit },
        new("Levy", p => new Levy(p["loc"], p["scale"]),
            new Parameters { { "loc", -0.5 }, { "scale", 1.5 } }),
        new("SoftLaplace", p => new SoftLaplace(p["loc"], p["scale"]),
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 } }),
        new("TruncatedNormal", p => new TruncatedNormal(p["loc"], p["scale"], p["low"], p["high"]),
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 }, { "low", -1.0 }, { "high", 2.5 } },
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 }, { "low", 7.0 }, { "high", 12.0 } },
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 }, { "low", double.NegativeInfinity }, { "high", -30.0 } }),
        new("SkewNormal", p => new SkewNormal(p["loc"], p["scale"], p["skewness"]),
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 }, { "skewness", -2.0 } }) { Pathwise = Pathwise.Implicit },
        new("TruncatedCauchy", p => new TruncatedCauchy(p["loc"], p["scale"], p["low"], p["high"]),
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 }, { "low", -1.0 }, { "high", 2.5 } },
            new Parameters { { "loc", 0.5 }, { "scale", 1.5 }, { "low", 70.0 }, { "high", double.PositiveInfinity } }),
        new("Gompertz", p => new Gompertz(p["concentration"], p["rate"]),
            new Parameters { { "concentration", 0.4 }, { "rate", 1.5 } }, new Parameters { { "concentration", 30.0 }, { "rate", 0.2 } }),
        new("Bernoulli", p => p.Has("logits") ? Bernoulli.FromLogits(p["logits"]) : new Bernoulli(p["probs"]),
            new Parameters { { "probs", 0.3 } }, new Parameters { { "logits", 1.2 } }),
        new("ContinuousBernoulli", p => p.Has("logits") ? ContinuousBernoulli.FromLogits(p["logits"]) : new ContinuousBernoulli(p["probs"]),
            new Parameters { { "probs", 0.2 } }, new Parameters { { "logits", 3.0 } }, new Parameters { { "logits", 1e-4 } }),
        new("Categorical", p => p.Has("logits") ? Categorical.FromLogits(p["logits"]) : new Categorical(p["probs"]),
            new Parameters { { "probs", [0.1, 0.5, 0.4] } }, new Parameters { { "logits", [0.5, -1.0, 0.0, 1.0] } }),
        new("Poisson", p => new Poisson(p["rate"]),
            new Parameters { { "rate", 0.7 } }, new Parameters { { "rate", 30.0 } }),
        new("Binomial", p => p.Has("logits") ? Binomial.FromLogits(p["total_count"], p["logits"]) : new Binomial(p["total_count"], p["probs"]),
            new Parameters { { "total_count", 10.0 }, { "probs", 0.3 } }, new Parameters { { "total_count", 4.0 }, { "logits", -1.2 } }) { WithoutGradient = ["total_count"] },
        new("Geometric", p => p.Has("logits") ? Geometric.FromLogits(p["logits"]) : new Geometric(p["probs"]),
            new Parameters { { "probs", 0.3 } }, new Parameters { { "logits", -1.2 } }),
        new("NegativeBinomial", p => p.Has("dispersion") ? NegativeBinomial.WithDispersion(p["mean"], p["dispersion"])
                : p.Has("logits") ? NegativeBinomial.FromLogits(p["total_count"], p["logits"]) : new NegativeBinomial(p["total_count"], p["probs"]),
            new Parameters { { "total_count", 3.5 }, { "probs", 0.4 } }, new Parameters { { "total_count", 0.5 }, { "logits", 1.2 } },
            new Parameters { { "mean", 4.0 }, { "dispersion", 0.5 } }),
        new("OneHotCategorical", p => p.Has("logits") ? OneHotCategorical.FromLogits(p["logits"]) : new OneHotCategorical(p["probs"]),
            new Parameters { { "probs", [0.1, 0.55, 0.35] } }, new Parameters { { "logits", [0.5, -1.0, 0.0, 1.0] } }),
        new("Multinomial", p => p.Has("logits") ? Multinomial.FromLogits(p["total_count"], p["logits"]) : new Multinomial(p["total_count"], p["probs"]),
            new Parameters { { "total_count", 4.0 }, { "probs", [0.1, 0.5, 0.4] } }, new Parameters { { "total_count", 3.0 }, { "logits", [0.5, -1.0, 0.0, 1.0] } }) { WithoutGradient = ["total_count"] },
        new("GammaPoisson", p => new GammaPoisson(p["concentration"], p["rate"]),
            new Parameters { { "concentration", 2.5 }, { "rate", 0.5 } }),
        new("BetaBinomial", p => new BetaBinomial(p["concentration1"], p["concentration0"], p["total_count"]),
            new Parameters { { "concentration1", 1.5 }, { "concentration0", 2.5 }, { "total_count", 10.0 } },
            new Parameters { { "concentration1", 0.01 }, { "concentration0", 0.02 }, { "total_count", 3.0 } }) { WithoutGradient = ["total_count"] },
        new("DirichletMultinomial", p => new DirichletMultinomial(p["concentration"], p["total_count"]),
            new Parameters { { "concentration", [1.5, 0.4, 3.0] }, { "total_count", 5.0 } },
            new Parameters { { "concentration", [0.001, 0.002] }, { "total_count", 3.0 } }) { WithoutGradient = ["total_count"] },
        new("DiscreteUniform", p => new DiscreteUniform(p["low"], p["high"]),
            new Parameters { { "low", -2.0 }, { "high", 7.0 } }) { WithoutGradient = ["low", "high"] },
        new("ZeroInflatedPoisson", p => p.Has("gate_logits") ? ZeroInflatedPoisson.FromGateLogits(p["rate"], p["gate_logits"]) : new ZeroInflatedPoisson(p["rate"], p["gate"]),
            new Parameters { { "rate", 2.5 }, { "gate", 0.3 } }, new Parameters { { "rate", 1.5 }, { "gate_logits", -1.2 } }),
        new("ZeroInflatedNegativeBinomial", p =>
            {
                NegativeBinomial counts = p.Has("logits") ? NegativeBinomial.FromLogits(p["total_count"], p["logits"]) : new(p["total_count"], p["probs"]);
                return p.Has("gate_logits") ? ZeroInflatedNegativeBinomial.FromGateLogits(counts, p["gate_logits"]) : new ZeroInflatedNegativeBinomial(counts, p["gate"]);
            },
            new Parameters { { "total_count", 3.5 }, { "probs", 0.4 }, { "gate", 0.3 } }, new Parameters { { "total_count", 0.5 }, { "logits", 1.2 }, { "gate_logits", -1.2 } }),
        new("OrderedLogistic", p => new OrderedLogistic(p["predictor"], p["cutpoints"]),
            new Parameters { { "predictor", 0.3 }, { "cutpoints", [-1.0, 0.2, 1.5] } }, new Parameters { { "predictor", -0.5 }, { "cutpoints", [0.4] } }),
        new("MixtureSameFamily", p => new MixtureSameFamily(
                p.Has("mixture_logits") ? Categorical.FromLogits(p["mixture_logits"]) : new Categorical(p["mixture_probs"]), new Normal(p["component_loc"], p["component_scale"])),
            new Parameters { { "mixture_probs", [0.2, 0.8] }, { "component_loc", [-1.0, 1.5] }, { "component_scale", [0.5, 1.0] } },
            new Parameters { { "mixture_logits", [0.5, -1.0, 0.0] }, { "component_loc", [-2.0, 0.5, 3.0] }, { "component_scale", [0.5, 1.0, 2.0] } }),
        new("RelaxedOneHotCategorical", p => p.Has("logits") ? RelaxedOneHotCategorical.FromLogits(p["temperature"], p["logits"]) : new RelaxedOneHotCategorical(p["temperature"], p["probs"]),
            new Parameters { { "temperature", 0.7 }, { "probs", [0.1, 0.55, 0.35] } }, new Parameters { { "temperature", 0.05 }, { "logits", [0.5, -1.0, 0.0, 1.0] } }),
        new("RelaxedOneHotCategoricalStraightThrough", p => p.Has("logits")
                ? RelaxedOneHotCategoricalStraightThrough.FromLogits(p["temperature"], p["logits"]) : new RelaxedOneHotCategoricalStraightThrough(p["temperature"], p["probs"]),
            new Parameters { { "temperature", 0.7 }, { "probs", [0.1, 0.55, 0.35] } }, new Parameters { { "temperature", 2.0 }, { "logits", [0.5, -1.0, 0.0, 1.0] } }) { Pathwise = Pathwise.Biased },
        new("Empirical", p => p.Has("log_weights") ? new Empirical(p["points"], p["log_weights"]) : new Empirical(p["points"]),
            new Parameters { { "points", [2.0, 0.0, 5.0, 2.0] }, { "log_weights", [0.5, -1.0, 0.0, 1.0] } }) { WithoutGradient = ["points"] },
        new("Unit", p => new Unit(p["log_factor"]), new Parameters { { "log_factor", -1.5 } }),
        new("ImproperUniform", _ => new ImproperUniform(Constraints.Positive), new Parameters()),
        new("Delta", p => new Delta(p["v"], p.Has("log_density") ? p["log_density"] : 0.0),
            new Parameters { { "v", 1.5 }, { "log_density", -0.5 } }),
        new("Independent", p => new Normal(p["loc"], p["scale"]).Expand([3, 2]).ToEvent(1),
            new Parameters { { "loc", [0.5, -0.5] }, { "scale", 2.0 } }),
        new("Masked", p => new Gamma(p["concentration"], p["rate"]).Masked(torch.tensor(true)),
            new Parameters { { "concentration", 4.0 }, { "rate", 0.5 } }) { Pathwise = Pathwise.Implicit },
        new("TransformedDistribution", p => new TransformedDistribution(new Normal(p["loc"], p["scale"]), Transforms.Exp.Then(Transforms.Affine(1, 2))),
            new Parameters { { "loc", 0.3 }, { "scale", 0.5 } }),
        new("TransformedDistribution", p => new TransformedDistribution(new Normal(p["loc"], p["scale"]), Transforms.StickBreaking),
            new Parameters { { "loc", [0.3, -0.2, 1.0] }, { "scale", 0.5 } }),
        .. OfMatrices,
    ];

    /// <summary>The arguments without a gradient, such as whole numbers.</summary>
    public string[] WithoutGradient { get; init; } = [];

    public static Family Of(string name) => All.First(family => family.Name == name);
}

/// <summary>How a draw depends on the arguments at fixed noise.</summary>
public enum Pathwise
{
    /// <summary>Smoothly: differences confirm the gradient.</summary>
    Smooth,

    /// <summary>As its quantile at a fixed probability, whatever the noise of the draw; or, of several numbers, each of which it is made of.</summary>
    Implicit,

    /// <summary>The gradient is an approximation on purpose.</summary>
    Biased,
}
