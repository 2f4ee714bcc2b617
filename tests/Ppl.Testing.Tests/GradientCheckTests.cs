namespace Ppl.Testing.Tests;

public sealed class GradientCheckTests
{
    private static Tensor[] Arguments => [torch.tensor([0.5, -1.0]), torch.tensor(2.0)];

    [Test]
    public void A_right_gradient_passes() => GradientCheck.Check(x => (x[0] * x[1]).exp().sin(), Arguments);

    [Test]
    public void A_function_without_a_gradient_passes_if_it_is_constant() => GradientCheck.Check(_ => torch.ones(2, torch.ScalarType.Float64), Arguments);

    [Test]
    public void A_cut_gradient_fails()
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
            Assert.Throws<AssertionException>(() => GradientCheck.Check(x => x[0].detach() * x[1], Arguments));
    }

    [Test]
    public void A_gradient_that_is_off_by_a_millionth_fails()
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
            Assert.Throws<AssertionException>(() => GradientCheck.Check(x => x[0].exp() + 1e-6 * (x[0] - x[0].detach()), Arguments));
    }

    [Test]
    public void Outputs_of_a_constant_sum_do_not_hide_a_mistake()
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
            Assert.Throws<AssertionException>(() => GradientCheck.Check(x => torch.stack([x[1], -x[1]]).detach(), Arguments));
    }
}
