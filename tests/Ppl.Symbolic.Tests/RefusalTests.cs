extern alias Twin;

using Ppl.Compilation;
using Twin::Ppl.Symbolic.Tests;

namespace Ppl.Symbolic.Tests;

/// <summary>What has no compiled density is refused by name.</summary>
public sealed class RefusalTests
{
    private static IEnumerable<TestCaseData> Mistakes() =>
    [
        Case(nameof(RefusedPrograms.ReadsALatent), RefusedPrograms.ReadsALatent, "PPL401"),
        Case(nameof(RefusedPrograms.TakesALatentForAnIndex), RefusedPrograms.TakesALatentForAnIndex, "PPL401"),
        Case(nameof(RefusedPrograms.HasAParameter), RefusedPrograms.HasAParameter, "PPL402"),
        Case(nameof(RefusedPrograms.HidesALatent), RefusedPrograms.HidesALatent, "PPL403"),
        Case(nameof(RefusedPrograms.HasCountsWithoutAnEnd), RefusedPrograms.HasCountsWithoutAnEnd, "PPL010"),
        Case(nameof(RefusedPrograms.HasDataOutsideTheSupport), RefusedPrograms.HasDataOutsideTheSupport, "PPL019"),
        Case(nameof(RefusedPrograms.HasDataThatAreNoNumbers), RefusedPrograms.HasDataThatAreNoNumbers, "PPL203"),
        Case(nameof(RefusedPrograms.HasBadArguments), RefusedPrograms.HasBadArguments, "PPL018"),
    ];

    [TestCaseSource(nameof(Mistakes))]
    public void A_mistake_has_its_code(Action program, string code)
    {
        var refusal = Assert.Throws<SymbolicProgramException>(() => SymbolicPrograms.Density(program))!;
        Assert.That(refusal.Code, Is.EqualTo(code));
        Assert.That(refusal.Message, Does.StartWith(code).And.Contain("hint:"));
    }

    [Test]
    public void A_subsampled_plate_is_refused() =>
        Assert.That(() => SymbolicPrograms.Density(RefusedPrograms.LooksAtSomeRows), Throws.ArgumentException.With.Message.Contains("\"rows\" looks at 5 of 10"));

    [Test]
    public void A_program_without_continuous_latents_is_refused() =>
        Assert.That(() => SymbolicPrograms.Density(RefusedPrograms.HasNothingToMove), Throws.ArgumentException.With.Message.Contains("no continuous latents"));

    private static TestCaseData Case(string name, Action program, string code) => new TestCaseData(program, code).SetArgDisplayNames(name);
}
