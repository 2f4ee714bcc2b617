using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

public sealed class BindParamsTests
{
    [Test]
    public void A_parameter_has_the_stored_value()
    {
        using var store = new ParamStore();
        Run(store, () => Param("m", 1.0));
        using (torch.no_grad()) store["m"].Unconstrained.add_(2);
        double value = 0;
        Run(store, () => value = (double)Param("m", 1.0));
        Assert.That(value, Is.EqualTo(3));
    }

    [Test]
    public void Touched_are_the_parameters_of_this_run_in_order()
    {
        using var store = new ParamStore();
        Run(store, () => { Param("a", 0.0); Param("b", 0.0); Param("c", 0.0); });
        BindParams binding = Run(store, () => { Param("c", 0.0); Param("a", 0.0); Param("c", 0.0); });
        Assert.That(binding.Touched.Select(parameter => parameter.Name), Is.EqualTo(new[] { "c", "a" }));
    }

    [Test]
    public void A_parameter_of_model_and_guide_is_one_tensor_in_a_run()
    {
        using var store = new ParamStore();
        Tensor? first = null, second = null;
        Run(store, () => { first = Param("s", 1.0, Constraints.Positive); second = Param("s", 1.0, Constraints.Positive); });
        Assert.That(second, Is.SameAs(first));
    }

    [Test]
    public void A_value_given_further_in_is_not_bound()
    {
        using var store = new ParamStore();
        Run(store, () =>
        {
            using Scope substitute = new Substitute(new Dictionary<string, Tensor> { ["m"] = torch.tensor(5.0) }).Enter();
            Assert.That((double)Param("m", 1.0), Is.EqualTo(5));
        });
        Assert.That(store, Is.Empty);
    }

    [Test]
    public void Gradients_reach_the_leaf()
    {
        using var store = new ParamStore();
        Run(store, () => new Normal(Param("m", 1.0), 1).LogProb(torch.tensor(4f)).backward());
        Assert.That((double)store["m"].Unconstrained.grad!, Is.EqualTo(3));
    }

    private static BindParams Run(ParamStore store, Action program)
    {
        var binding = new BindParams(store);
        using Scope scope = binding.Enter();
        program();
        return binding;
    }
}
