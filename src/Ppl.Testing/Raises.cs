using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace Ppl.Testing;

/// <summary>Constraints on the errors of Ppl: <c>Assert.That(() => svi.Step(data), Raises.Code("PPL004"))</c>.</summary>
public static class Raises
{
    /// <summary>The action throws a <see cref="PplException"/> of this code; go on with <c>.With.Message.Contains(…)</c>.</summary>
    /// <param name="code">Such as <c>PPL103</c>; null for a foreign exception that passed through a site.</param>
    public static EqualStringConstraint Code(string? code) => Throws.TypeOf<PplException>().With.Property(nameof(PplException.Code)).EqualTo(code);
}
