using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Infer.Tests;

public sealed class StickTheLandingTests
{
    private static TraceElbo Objective => new(stickTheLanding: true);

    /// <summary>z₂ - z₁ moves with z₁ through the draw of z₂, and not through log q(z₂ | z₁) at fixed parameters alone.</summary>
    [Test]
    public void At_one_draw_the_gradient_of_a_chain_is_the_one_derived_by_hand()
    {
        using Estimates estimates = new(Objective, Chain.Model, Chain.Guide), plain = new(new TraceElbo(), Chain.Model, Chain.Guide);
        double z1 = 0, z2 = 0;
        double loss = estimates.Next(estimate => (z1, z2) = ((double)estimate.Runs[0].Guide["z1"].Value!, (double)estimate.Runs[0].Guide["z2"].Value!));
        Assert.That(loss, Is.EqualTo(plain.Next()), "the loss is that of the same draws");

        double epsilon1 = (z1 - Chain.M) / Chain.S1, epsilon2 = (z2 - (Chain.A * z1) - Chain.B) / Chain.S2;
        double bySecond = (-epsilon2 / Chain.S2) + (z2 - z1) - (Chain.Y - z2);
        double byFirst = (-epsilon1 / Chain.S1) + (Chain.A * epsilon2 / Chain.S2) + z1 - (z2 - z1) + (Chain.A * bySecond);
        Assert.That(estimates.Gradient("m").Single(), Is.EqualTo(byFirst).Within(1e-10));
        Assert.That(estimates.Gradient("s1").Single(), Is.EqualTo(byFirst * epsilon1 * Chain.S1).Within(1e-10), "in the unconstrained log s₁");
        Assert.That(estimates.Gradient("a").Single(), Is.EqualTo(bySecond * z1).Within(1e-10));
        Assert.That(estimates.Gradient("b").Single(), Is.EqualTo(bySecond).Within(1e-10));
        Assert.That(estimates.Gradient("s2").Single(), Is.EqualTo(bySecond * epsilon2 * Chain.S2).Within(1e-10), "in the unconstrained log s₂");
    }

    /// <summary>z₁ ~ N(y/3, 2/3), z₂ ~ N((z₁ + y)/2, 1/2).</summary>
    [TestCase(1, false)]
    [TestCase(2, false)]
    [TestCase(4, true)]
    public void With_the_posterior_as_guide_no_draw_moves_it(int particles, bool vectorize)
    {
        Action guide = () =>
        {
            Tensor first = Sample("z1", new Normal(Param("m", Chain.Y / 3), Param("s1", Math.Sqrt(2.0 / 3), Constraints.Positive)));
            Sample("z2", new Normal(Param("a", 0.5) * first + Param("b", Chain.Y / 2), Param("s2", Math.Sqrt(0.5), Constraints.Positive)));
        };
        using Estimates estimates = new(new TraceElbo(particles, vectorize, stickTheLanding: true), Chain.Model, guide), plain = new(new TraceElbo(particles, vectorize), Chain.Model, guide);
        for (int i = 0; i < 5; i++)
        {
            estimates.Next();
            plain.Next();
            Assert.That(estimates.Parameters.Select(parameter => estimates.Gradient(parameter.Name).Single()), Has.All.EqualTo(0).Within(1e-9));
            Assert.That(Math.Abs(plain.Gradient("m").Single()), Is.GreaterThan(1e-3), "without, it does");
        }
    }

    /// <summary>z_i ~ N(y_i/2, 1/2), of a network and in a subsample.</summary>
    [Test]
    public void An_amortised_posterior_is_moved_by_no_draw()
    {
        using torch.nn.Module<Tensor, Tensor> encoder = torch.nn.Linear(1, 1, dtype: torch.ScalarType.Float64);
        using (torch.no_grad())
        {
            encoder.parameters().First().fill_(0.5);
            encoder.parameters().Last().fill_(0);
        }
        double[] data = [0.3, 1.7, 2.2, -0.4];
        using var estimates = new Estimates(
            Objective,
            () => Rows(rows => Sample("y", new Normal(Sample("z", new Normal(0, 1)), 1), obs: rows.Subsample(torch.tensor(data)))),
            () =>
            {
                Module("encoder", encoder, keepWeights: true);
                Rows(rows => Sample("z", new Normal(encoder.call(rows.Subsample(torch.tensor(data)).unsqueeze(-1)).squeeze(-1), Param("s", Math.Sqrt(0.5), Constraints.Positive))));
            },
            plateDepth: 1);
        estimates.Next();
        Assert.That(estimates.Parameters.Select(parameter => parameter.Name), Is.EquivalentTo(new[] { "encoder.weight", "encoder.bias", "s" }));
        Assert.That(estimates.Parameters.SelectMany(parameter => estimates.Gradient(parameter.Name)), Has.All.EqualTo(0).Within(1e-9));
    }

    /// <summary>The guide looks, in both its runs, at the elements that the first one drew.</summary>
    [Test]
    public void An_automatic_guide_of_local_latents_is_moved_by_no_draw()
    {
        double[] data = [0.3, 1.7, 2.2, -0.4];
        Program<int> model = _ => Rows(rows => Sample("y", new Normal(Sample("z", new Normal(0, 1)), 1), obs: rows.Subsample(torch.tensor(data))));
        Program<int> guide = new AutoNormal<int>(model, InitialValues.Mean(), scale: Math.Sqrt(0.5));
        using var estimates = new Estimates(Objective, () => model(0), () => guide(0), plateDepth: 1);
        estimates.Next();
        using (Tensor posterior = torch.tensor(data).mul(0.5)) estimates.Parameters["z.loc"].Unconstrained.detach().copy_(posterior);
        for (int i = 0; i < 3; i++)
        {
            estimates.Next();
            Assert.That(estimates.Parameters.SelectMany(parameter => estimates.Gradient(parameter.Name)), Has.All.EqualTo(0).Within(1e-9));
        }
    }

    /// <summary>100,000 draws; two parameters, each with false alarm 1e-6.</summary>
    [Test]
    public void The_mean_gradient_is_the_exact_one()
    {
        const double m = 0.6, s = 0.4;
        using var estimates = new Estimates(new TraceElbo(1000, vectorize: true, stickTheLanding: true), ConjugateNormal.Model, () => ConjugateNormal.Guide(m, s), plateDepth: 1);
        double[][] draws = [.. Enumerable.Range(0, 100).Select(_ =>
        {
            estimates.Next();
            return new[] { estimates.Gradient("m").Single(), estimates.Gradient("s").Single() };
        })];
        StatisticalAssert.Mean([.. draws.Select(draw => draw[0])], -ConjugateNormal.Score(m));
        StatisticalAssert.Mean([.. draws.Select(draw => draw[1])], (s * s * ConjugateNormal.PosteriorPrecision) - 1);
    }

    /// <summary>Four elements, each with false alarm 1e-6.</summary>
    [TestCase(null)]
    [TestCase(2L)]
    public void The_mean_of_score_function_gradients_is_the_exact_one(long? subsample)
    {
        var elbo = new TraceElbo(particles: 500, vectorize: true, stickTheLanding: true);
        using var estimates = new Estimates(elbo, () => CoinFlips.Model(subsample), () => CoinFlips.Guide(subsample), plateDepth: 1);
        double[][] gradients = estimates.Gradients(200, "l");
        for (int i = 0; i < CoinFlips.Count; i++) StatisticalAssert.Mean(gradients[i], CoinFlips.ExactGradient(i));
    }

    [Test]
    public void An_evaluation_runs_the_guide_once()
    {
        int runs = 0;
        using var svi = new Svi<int>(
            _ => Sample("z", new Normal(0, 1)),
            _ =>
            {
                runs++;
                Sample("z", new Normal(Param("m", 0.5), 1));
            },
            new Adam(), Objective, new Rng(1));
        svi.Step(0);
        Assert.That(runs, Is.EqualTo(3), "the dry run, and two");
        svi.EvaluateLoss(0);
        Assert.That(runs, Is.EqualTo(4));
    }

    private static void Rows(Action<Plate> body)
    {
        using Plate rows = Plate("rows", 4, 2);
        body(rows);
    }
}
