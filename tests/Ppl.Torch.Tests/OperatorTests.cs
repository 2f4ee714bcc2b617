using System.Reflection;
using TorchSharp;

namespace Ppl.Torch.Tests;

[TestFixture]
public sealed class OperatorTests
{
    private static IEnumerable<Operator> All =>
        typeof(Aten).GetFields(BindingFlags.Static | BindingFlags.Public).Select(entry => (Operator)entry.GetValue(null)!);

    [TestCaseSource(nameof(All))]
    public void Is_known_to_libtorch(object op) => Assert.That(((Operator)op).Handle, Is.Not.Zero);

    [Test]
    public void An_unknown_name_is_an_error_that_says_it() =>
        Assert.That(() => new Operator("no_such_operator").Handle, Throws.TypeOf<System.Runtime.InteropServices.ExternalException>().With.Message.Contains("no_such_operator"));
}
