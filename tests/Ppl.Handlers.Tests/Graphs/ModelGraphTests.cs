using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class ModelGraphTests
{
    private static ModelGraph Graph(Action program) => ModelGraph.Of(_ => program(), 0);

    private static string[] Edges(Action program) => [.. Graph(program).Edges.Select(edge => edge.ToString())];

    private static string[] Edges(ModelGraph graph) => [.. graph.Edges.Select(edge => edge.ToString())];

    [Test]
    public void A_chain_has_an_edge_from_each_to_the_next() => Assert.That(Edges(() =>
    {
        Tensor a = Sample("a", new Normal(0, 1));
        Tensor b = Sample("b", new Normal(a, 1));
        Sample("c", new Normal(b, 1));
    }), Is.EqualTo(new[] { "a -> b", "b -> c" }));

    [Test]
    public void A_fork_has_two_children() => Assert.That(Edges(() =>
    {
        Tensor a = Sample("a", new Normal(0, 1));
        Sample("b", new Normal(a, 1));
        Sample("c", new Poisson(a.exp()));
    }), Is.EqualTo(new[] { "a -> b", "a -> c" }));

    [Test]
    public void A_collider_has_two_parents() => Assert.That(Edges(() =>
    {
        Tensor a = Sample("a", new Gamma(2, 1)), b = Sample("b", new Poisson(0.01));
        Sample("c", new Normal(b, a), obs: torch.tensor(0.0f));
    }), Is.EqualTo(new[] { "a -> c", "b -> c" }));

    [Test]
    public void A_deterministic_site_stands_between_its_parents_and_its_children() => Assert.That(Edges(() =>
    {
        Tensor a = Sample("a", new Normal(0, 1)), b = Sample("b", new Normal(0, 1));
        Tensor sum = Deterministic("sum", a + b);
        Tensor shares = Deterministic("shares", torch.stack([sum, -sum]).softmax(0), eventDim: 1);
        Sample("y", new Categorical(shares), obs: torch.tensor(1L));
        Sample("also", new Normal(sum, a.exp()));
    }), Is.EqualTo(new[] { "a -> sum", "a -> also", "b -> sum", "sum -> shares", "sum -> also", "shares -> y" }));

    [Test]
    public void A_deterministic_site_of_data_alone_has_children_too() => Assert.That(Edges(() =>
    {
        Tensor x = Deterministic("x", torch.ones(3).softmax(0), eventDim: 1);
        Sample("y", new Categorical(x));
    }), Is.EqualTo(new[] { "x -> y" }));

    [Test]
    public void A_discrete_parent_is_found_through_Gather() => Assert.That(Edges(() =>
    {
        Tensor z = Sample("z", new Categorical([0.98, 0.01, 0.01]));
        Tensor locs = Sample("locs", new Normal(0, 1).Expand([3]).ToEvent(1));
        Sample("y", new Normal(locs, 1).Gather(z.reshape(1)).ToEvent(1), obs: torch.zeros(1));
    }), Is.EqualTo(new[] { "z -> y", "locs -> y" }));

    [Test]
    public void A_discrete_parent_is_found_when_only_one_of_its_values_makes_a_difference() => Assert.That(Edges(() =>
    {
        Tensor z = Sample("z", new Categorical([0.2, 0.2, 0.2, 0.2, 0.2]));
        Sample("y", new Normal(torch.tensor(new float[] { 0, 0, 0, 3, 0 })[z], 1));
    }), Is.EqualTo(new[] { "z -> y" }));

    [Test]
    public void A_value_that_leaves_the_tensors_is_followed() => Assert.That(Edges(() =>
    {
        Tensor a = Sample("a", new Normal(0, 1));
        Sample("b", new Normal(a.item<float>(), 1));
        Sample("c", new Normal(a.detach() * 2, 1));
        Sample("d", new Normal((double)a > 100 ? 1 : 0, 1));
    }), Is.EqualTo(new[] { "a -> b", "a -> c" }));

    [Test]
    public void A_component_that_hides_behind_another_is_found() => Assert.That(Edges(() =>
    {
        Tensor far = Sample("far", new Normal(1000, 1));
        var components = new Normal(torch.cat([torch.zeros(1), far.reshape(1)]), 1);
        Sample("y", new MixtureSameFamily(new Categorical([0.5, 0.5]), components), obs: torch.tensor(0.0f));
    }), Is.EqualTo(new[] { "far -> y" }));

    [Test]
    public void A_parameter_has_children() => Assert.That(Graph(() =>
    {
        Tensor loc = Param("loc", 0.0), scale = Param("scale", 1.0, Constraints.Positive);
        Param("unused", 0.0);
        Tensor z = Sample("z", new Normal(loc, scale));
        Sample("y", new Normal(z, scale), obs: torch.tensor(0.0f));
    }).ToString().Split('\n'), Is.EqualTo(new[]
    {
        "parameter   loc      real", "parameter   scale    positive", "parameter   unused   real", "latent      z        Normal", "observed    y        Normal",
        "loc -> z", "scale -> z", "scale -> y", "z -> y",
    }));

    [Test]
    public void A_factor_has_parents() => Assert.That(Edges(() =>
    {
        Tensor a = Sample("a", new Normal(0, 1));
        Sample("b", new Normal(0, 1));
        Factor("penalty", -a.square());
    }), Is.EqualTo(new[] { "a -> penalty" }));

    [Test]
    public void The_weights_of_a_module_are_one_node_and_are_left_as_they_were()
    {
        using var network = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 4));
        double[][] before = [.. network.parameters().Select(TensorText.ToDoubles)];
        ModelGraph graph = Graph(() =>
        {
            Module("decoder", network);
            using Plate images = Plate("images", 5);
            Tensor z = Sample("z", new Normal(0, 1).Expand([2]).ToEvent(1));
            Sample("pixels", Bernoulli.FromLogits(network.call(z)).ToEvent(1), obs: torch.zeros(5, 4));
        });
        Assert.That(Edges(graph), Is.EqualTo(new[] { "decoder -> pixels", "z -> pixels" }));
        Assert.That(graph.Nodes[0], Is.EqualTo(new ModelNode("decoder", ModelNodeKind.Module, "4 weights", graph.Nodes[0].Plates)));
        Assert.That(graph.Nodes[0].Plates, Is.Empty);
        Assert.That(network.parameters().Select(TensorText.ToDoubles), Is.EqualTo(before));
    }

    [Test]
    public void Both_sides_of_a_branch_are_there_with_what_they_depend_on() => Assert.That(Edges(() =>
    {
        Tensor loc = Sample("loc", new Normal(0, 1));
        Tensor isLeft = Sample("isLeft", new Bernoulli(0.5));
        Tensor there = (double)isLeft > 0 ? Sample("left", new Normal(loc, 1)) : Sample("right", new Normal(-loc, 1));
        Sample("y", new Normal(there, 1), obs: torch.tensor(0.0f));
    }), Is.EquivalentTo(new[] { "loc -> left", "loc -> right", "isLeft -> left", "isLeft -> right", "isLeft -> y", "left -> y", "right -> y" }));

    [Test]
    public void A_program_without_end_of_branches_ends() => Assert.That(Graph(() =>
    {
        for (int i = 0; (double)Sample($"again{i}", new Bernoulli(0.5)) > 0 && i < 200; i++) { }
    }).Edges, Does.Contain(new ModelEdge("again0", "again1")));

    [Test]
    public void A_site_that_cannot_be_performed_with_other_values_depends_on_them() => Assert.That(Edges(() =>
    {
        Tensor count = Sample("count", new Categorical([0.5, 0.5]));
        using Plate plate = Plate("plate", 2 + (long)(double)count);
        Sample("z", new Normal(0, 1));
    }), Is.EqualTo(new[] { "count -> z" }));

    [Test]
    public void An_observed_value_that_the_program_reads_has_children() => Assert.That(Edges(() =>
    {
        Tensor last = torch.zeros([]);
        for (int t = 0; t < 3; t++) last = Sample($"y{t}", new Normal(last, 1), obs: torch.tensor(0.5f));
    }), Is.EqualTo(new[] { "y0 -> y1", "y1 -> y2" }));

    [Test]
    public void A_value_without_a_proper_prior_has_children() => Assert.That(Edges(() =>
    {
        Tensor scale = Sample("scale", new ImproperUniform(Constraints.Positive));
        Tensor point = Sample("point", new Delta(1.0));
        Sample("y", new Normal(point, scale));
    }), Is.EqualTo(new[] { "scale -> y", "point -> y" }));

    [Test]
    public void A_subsampled_plate_has_the_same_subsample_in_each_run()
    {
        Tensor data = torch.arange(100.0f);
        ModelGraph graph = Graph(() =>
        {
            Tensor mu = Sample("mu", new Normal(0, 1));
            using Plate plate = Plate("plate", 100, subsample: 5);
            Tensor local = Param("local", torch.zeros(100), eventDim: 0);
            Tensor z = Sample("z", new Normal(local + plate.Subsample(data), 1));
            Sample("y", new Normal(mu, 1), obs: plate.Subsample(data));
        });
        Assert.That(Edges(graph), Is.EqualTo(new[] { "mu -> y", "local -> z" }));
        Assert.That(graph.Nodes.Single(node => node.Name == "local").Plates.Single(), Is.EqualTo(new PlateFrame("plate", -1, 100, 5)));
    }

    [Test]
    public void A_value_that_a_mask_leaves_out_still_makes_a_distribution() => Assert.That(Edges(() =>
    {
        Tensor mu = Sample("mu", new Normal(0, 1));
        using Plate plate = Plate("plate", 2);
        Sample("y", new Normal(mu, 1), obs: torch.full([2], double.NaN), obsMask: torch.zeros([2], torch.@bool));
    }), Is.EqualTo(new[] { "mu -> y" }));

    [Test]
    public void Nested_plates_are_found() => Assert.That(Graph(GraphPrograms.Lda).ToString().Split('\n'), Is.EqualTo(new[]
    {
        "latent     phi     Dirichlet     topics", "latent     theta   Dirichlet     documents", "latent     z       Categorical   documents, words",
        "observed   word    Categorical   documents, words", "phi -> word", "theta -> z", "z -> word",
    }));

    [Test]
    public void Crossing_plates_are_found() => Assert.That(Edges(GraphPrograms.CrossingPlates), Is.EqualTo(new[] { "scale -> rating", "user -> rating", "item -> rating" }));

    [Test]
    public void A_mixture_is_found() =>
        Assert.That(Edges(GraphPrograms.Mixture), Is.EqualTo(new[] { "weights -> z", "locs -> y", "scale -> y", "z -> y" }));

    [Test]
    public void A_hidden_Markov_model_is_found() => Assert.That(Edges(GraphPrograms.Hmm), Is.EquivalentTo(new[]
    {
        "transition -> z1", "transition -> z2", "transition -> z3", "transition -> z4", "emission -> y0", "emission -> y1", "emission -> y2", "emission -> y3", "emission -> y4",
        "z0 -> z1", "z1 -> z2", "z2 -> z3", "z3 -> z4", "z0 -> y0", "z1 -> y1", "z2 -> y2", "z3 -> y3", "z4 -> y4",
    }));

    [Test]
    public void Handlers_around_see_nothing_of_the_runs()
    {
        Trace outer = Traced.Of(() =>
        {
            Sample("mine", new Normal(0, 1));
            Assert.That(Edges(GraphPrograms.EightSchools), Is.EqualTo(new[] { "mu -> theta", "tau -> theta", "eta -> theta", "theta -> y" }));
        });
        Assert.That(outer.Select(site => site.Name), Is.EqualTo(new[] { "mine" }));
    }

    [Test]
    public void A_condition_inside_makes_a_site_observed()
    {
        Program<int> program = _ => Sample("y", new Normal(Sample("mu", new Normal(0, 1)), 1));
        ModelGraph graph = ModelGraph.Of(program.Under(new Condition(new Dictionary<string, Tensor> { ["y"] = torch.tensor(1.0f) })), 0);
        Assert.That(graph.Nodes.Single(node => node.Name == "y").Kind, Is.EqualTo(ModelNodeKind.Observed));
    }

    [Test]
    public void A_program_that_draws_behind_the_sites_back_is_an_error()
    {
        using var rng = new Rng(1);
        PplException error = Assert.Throws<PplException>(() => Graph(() => Sample("y", new Normal(rng.NextDouble(), 1))))!;
        Assert.That(error.Code, Is.EqualTo("PPL013"));
    }

    [Test]
    public void The_programs_own_error_escapes() =>
        Assert.That(Assert.Throws<PplException>(() => Graph(() => Sample("y", new Normal(0, -1))))!.Code, Is.EqualTo("PPL018"));

    [Test]
    public void The_generator_given_is_left_as_it_was_and_says_the_dtype()
    {
        using Rng rng = new(3, torch.ScalarType.Float64), same = new(3, torch.ScalarType.Float64);
        ModelGraph.Of<int>(_ => Assert.That(Sample("z", new Normal(0, 1)).dtype, Is.EqualTo(torch.ScalarType.Float64)), 0, rng);
        Assert.That(rng.NextDouble(), Is.EqualTo(same.NextDouble()));
    }

    [Test]
    public void An_empty_program_has_an_empty_graph() => Assert.That(Graph(() => { }).Nodes, Is.Empty);

    [Test]
    public void An_enumerated_site_has_parents_and_children()
    {
        Program<int> program = _ =>
        {
            Tensor weights = Sample("weights", new Dirichlet(torch.ones(3)));
            Tensor locs = Sample("locs", new Normal(0, 1).Expand([3]).ToEvent(1));
            using Plate data = Plate("data", 4);
            Tensor z = Sample("z", new Categorical(weights));
            Tensor next = Sample("next", new Categorical(torch.eye(3)[z] + 0.1));
            Sample("y", new Normal(locs[next], 1), obs: torch.zeros(4));
            Sample("unrelated", new Normal(0, 1));
        };
        ModelGraph graph = ModelGraph.Of(program.Under(() => new Enumerate(plateDepth: 1)), 0);
        Assert.That(Edges(graph), Is.EqualTo(new[] { "weights -> z", "locs -> y", "z -> next", "next -> y" }));
        Assert.That(graph.Nodes.Where(node => node.IsEnumerated).Select(node => node.Name), Is.EqualTo(new[] { "z", "next" }));
    }

    [Test]
    public void The_states_of_an_enumerated_Markov_loop_are_a_chain()
    {
        Program<int> program = _ =>
        {
            Tensor? state = null;
            foreach (int t in Markov(4))
            {
                state = Sample($"z{t}", new Categorical(state is null ? torch.ones(2) : (torch.eye(2) + 0.1)[state]));
                Sample($"y{t}", new Normal(torch.tensor(new float[] { -1, 1 })[state], 1), obs: torch.tensor(0.3f));
            }
        };
        Assert.That(Edges(ModelGraph.Of(program.Under(() => new Enumerate(plateDepth: 0)), 0)),
            Is.EquivalentTo(new[] { "z0 -> z1", "z1 -> z2", "z2 -> z3", "z0 -> y0", "z1 -> y1", "z2 -> y2", "z3 -> y3" }));
    }

    [Ppl.Testing.LeakTest(Steps = 60, WarmUp = 10)]
    public void A_search_leaks_nothing() => Graph(GraphPrograms.EightSchools);
}
