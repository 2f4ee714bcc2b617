using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>Programs whose graphs are known.</summary>
internal static class GraphPrograms
{
    public static void Gaussian()
    {
        Tensor mu = Sample("mu", new Normal(0, 10));
        Tensor sigma = Sample("sigma", new LogNormal(0, 1));
        using Plate numbers = Plate("numbers", 1000);
        Sample("y", new Normal(mu, sigma), obs: torch.zeros(1000));
    }

    public static void EightSchools()
    {
        Tensor mu = Sample("mu", new Normal(0, 5)), tau = Sample("tau", new HalfCauchy(5));
        using Plate schools = Plate("schools", 8);
        Tensor eta = Sample("eta", new Normal(0, 1));
        Tensor theta = Deterministic("theta", mu + tau * eta);
        Sample("y", new Normal(theta, torch.tensor(new float[] { 15, 10, 16, 11, 9, 11, 10, 18 })), obs: torch.tensor(new float[] { 28, 8, -3, 7, -1, 1, 18, 12 }));
    }

    /// <summary>The choice of a component is a site of its own, used as an index.</summary>
    public static void Mixture()
    {
        Tensor weights = Sample("weights", new Dirichlet(torch.ones(3)));
        Tensor locs;
        using (Plate components = Plate("components", 3)) locs = Sample("locs", new Normal(0, 10));
        Tensor scale = Sample("scale", new LogNormal(0, 1));
        using Plate data = Plate("data", 40);
        Tensor z = Sample("z", new Categorical(weights));
        Sample("y", new Normal(locs.index_select(0, z), scale), obs: torch.zeros(40));
    }

    public static void Lda()
    {
        Tensor phi;
        using (Plate topics = Plate("topics", 4)) phi = Sample("phi", new Dirichlet(torch.ones(30)));
        using Plate documents = Plate("documents", 5, dim: -2);
        Tensor theta = Sample("theta", new Dirichlet(torch.ones(1, 4)));
        using Plate words = Plate("words", 12, dim: -1);
        Tensor z = Sample("z", new Categorical(theta.expand(5, 12, 4)));
        Sample("word", new Categorical(phi.index_select(0, z.reshape(-1)).reshape(5, 12, 30)), obs: torch.zeros([5, 12], torch.int64));
    }

    public static void Hmm()
    {
        Tensor transition = Param("transition", torch.tensor(new float[,] { { 0.9f, 0.1f }, { 0.2f, 0.8f } }), Constraints.Simplex);
        Tensor emission = Param("emission", torch.tensor(new float[] { -1, 1 }));
        Tensor? state = null;
        for (int t = 0; t < 5; t++)
        {
            state = Sample($"z{t}", new Categorical(state is null ? torch.tensor(new float[] { 0.5f, 0.5f }) : transition[state]));
            Sample($"y{t}", new Normal(emission[state], 1), obs: torch.tensor(0.3f));
        }
    }

    public static void CrossingPlates()
    {
        Tensor user, item;
        Tensor scale = Param("scale", 1.0, Constraints.Positive);
        using (Plate users = Plate("users", 6, dim: -2)) user = Sample("user", new Normal(0, 1));
        using (Plate items = Plate("items", 4, dim: -1)) item = Sample("item", new Normal(0, 1));
        using Plate both = Plate("users", 6, dim: -2), and = Plate("items", 4, dim: -1);
        Sample("rating", new Normal(user * item, scale), obs: torch.zeros(6, 4));
    }
}
