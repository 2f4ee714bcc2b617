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
            using Plate plate = EffectFreePlate($"plate_{depth}", -1 - depth);
            Under(layers, depth + 1, program);
        }
        else
        {
            using Scope scope = HandlerOf(layers[depth], depth).Enter();
            Under(layers, depth + 1, program);
        }
    }

    /// <summary>A plate whose opening meets no handler, so that the layers act on the one site of the program.</summary>
    private static Plate EffectFreePlate(string name, int dim) => Ppl.Plate.OfParticles(name, 2, dim);

    private static Witness HandlerOf(Layer layer, int depth) => layer switch
    {
        Layer.Hides => new Witness(outwards: site => site.Hide()),
        Layer.ThrowsOut => new Witness(outwards: _ => throw new InvalidOperationException()),
        Layer.ThrowsBack => new Witness(back: _ => throw new InvalidOperationException()),
        Layer.Cancels => new Witness(outwards: _ => throw new OperationCanceledException()),
        Layer.Performs => new Witness(outwards: site => Sample($"{site.Name}_{depth}", new Normal(0, 1))),
        Layer.PerformsAndThrows => new Witness(back: site =>
        {
            Sample($"{site.Name}_{depth}", new Normal(0, 1));
            throw new InvalidOperationException();
        }),
        _ => new Witness(),
    };
}
