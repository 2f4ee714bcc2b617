namespace Ppl.Conventions.Tests;

public sealed class SourceTests
{
    private static IEnumerable<TestCaseData> Rules => SourceRule.All.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Name));

    [TestCaseSource(nameof(Rules))]
    public void The_sources_keep(object rule)
    {
        var checkedRule = (SourceRule)rule;
        IEnumerable<string> violations = checkedRule.Folders.SelectMany(Repository.Sources)
            .Where(source => !checkedRule.Allowed.Any(allowed => Repository.RelativePath(source.FilePath).StartsWith(allowed, StringComparison.Ordinal)))
            .SelectMany(checkedRule.Violations);
        Assert.That(violations, Is.Empty);
    }

    [TestCaseSource(nameof(Rules))]
    public void A_rule_finds_what_breaks_it(object rule)
    {
        var checkedRule = (SourceRule)rule;
        Assert.That(checkedRule.Violations(Repository.Parse($"{checkedRule.Example};", Repository.PathOf("Example.cs"))), Is.Not.Empty);
    }

    [TestCaseSource(nameof(Rules))]
    public void A_place_where_a_rule_does_not_hold_exists(object rule)
    {
        foreach (string allowed in ((SourceRule)rule).Allowed)
            Assert.That(Path.Exists(Repository.PathOf(allowed)), Is.True, allowed);
    }
}
