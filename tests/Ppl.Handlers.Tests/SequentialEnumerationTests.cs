using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Handlers.Tests;

/// <summary>Sequential plates under enumeration: their elements are independent.</summary>
public sealed class SequentialEnumerationTests
{
    [Test]
    public void What_was_drawn_outside_stays_in_reach()
    {
        Trace trace = Enumerated(() =>
        {
            Tensor z = Sample("z", new Bernoulli(0.5));
            foreach (long i in SequentialPlate("rows", 3)) Sample($"y_{i}", new Normal(z + Sample($"z_{i}", new Bernoulli(0.5)), 1), obs: torch.zeros([]));
        });
        Assert.That(trace["y_2"].Enumerations.Select(frame => frame.Name), Is.EqualTo(new[] { "z", "z_2" }));
    }

    [Test]
    public void What_was_drawn_at_another_element_is_PPL114() =>
        Assert.That(() => Enumerated(() =>
        {
            Tensor before = torch.zeros([]);
            foreach (long i in SequentialPlate("rows", 3))
            {
                Sample($"y_{i}", new Normal(before, 1), obs: torch.zeros([]));
                before = Sample($"z_{i}", new Bernoulli(0.5));
            }
        }), Raises.Code("PPL114"));

    private static Trace Enumerated(Action program) => Traced.Of(program, new Enumerate(plateDepth: 0));
}
