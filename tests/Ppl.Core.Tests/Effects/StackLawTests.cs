using FsCheck;
using FsCheck.Fluent;
using Ppl.Distributions;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>Laws of the handler stack, over stacks drawn at random.</summary>
public sealed class StackLawTests
{
    private enum Layer { Passes, Hides, ThrowsOut, ThrowsBack, Cancels, Performs, PerformsAndThrows, IsPlate }

    private static readonly Arbitrary<Layer[]> Stacks = Gen.Elements(Enum.GetValues<Layer>()).ArrayOf().ToArbitrary();

    [Test]
    public void Any_stack_of_handlers_leaves_the_stack_empty_exceptions_included() =>
        Prop.ForAll(Stacks, layers =>
        {
            try
            {
                Under(layers, 0, () => Sample("x", new Normal(0, 1)));
            }
            catch (Exception e) when (e is PplException or OperationCanceledException)
            {
            }
            return !EffectStack.Handlers.Any();
        }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void A_site_leaves_the_stack_as_it_found_it_exceptions_included() =>
        Prop.ForAll(Stacks, layers =>
        {
            bool same = false;
            Under(layers, 0, () =>
            {
                Handler[] before = [.. EffectStack.Handlers];
                try
                {
                    Sample("x", new Normal(0, 1));
                }
                catch (Exception e) when (e is PplException or OperationCanceledException)
                {
                }
                same = before.SequenceEqual(EffectStack.Handlers);
            });
            return same;
        }).Check(Config.QuickThrowOnFailure);

    private static void Under(Layer[] layers, int depth, Action program)
    {
        if (depth == layers.Length)
        {
            program();
        }
        else if (layers[depth] == Layer.IsPlate)
        {
            using Plate plate = Plate($"plate_{depth}", 2);
            Under(layers, depth + 1, program);
        }
        else
        {
            using Scope scope = HandlerOf(layers[depth], depth).Enter();
            Under(layers, depth + 1, program);
        }
    }

    private static Witness HandlerOf(Layer layer, int depth) => layer switch
    {
        Layer.Hides => OfSamples(outwards: site => site.Hide()),
        Layer.ThrowsOut => OfSamples(outwards: _ => throw new InvalidOperationException()),
        Layer.ThrowsBack => OfSamples(back: _ => throw new InvalidOperationException()),
        Layer.Cancels => OfSamples(outwards: _ => throw new OperationCanceledException()),
        Layer.Performs => OfSamples(outwards: site => Sample($"{site.Name}_{depth}", new Normal(0, 1))),
        Layer.PerformsAndThrows => OfSamples(back: site =>
        {
            Sample($"{site.Name}_{depth}", new Normal(0, 1));
            throw new InvalidOperationException();
        }),
        _ => new Witness(),
    };

    /// <summary>The layers act on the one sample site, and let plates be opened.</summary>
    private static Witness OfSamples(Action<Site>? outwards = null, Action<Site>? back = null) => new(outwards: Only(outwards), back: Only(back));

    private static Action<Site> Only(Action<Site>? act) => site =>
    {
        if (site is SampleSite) act?.Invoke(site);
    };
}
