using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace Ppl.Testing;

/// <summary>
/// Marks a test that takes one step of an engine. It is repeated, and fails if a step leaves a tensor or native memory behind
/// (<see cref="Leaks.CheckSteps"/>).
/// </summary>
/// <example><code>[LeakTest] public void A_step_leaks_nothing() => svi.Step(data);</code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LeakTestAttribute : TestAttribute, IWrapTestMethod
{
    /// <summary>How many steps are measured.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>How many steps come first.</summary>
    public int WarmUp { get; init; } = 50;

    TestCommand ICommandWrapper.Wrap(TestCommand command) =>
        new RepeatedStep(command, step => Leaks.CheckSteps(step, Steps, WarmUp));
}

/// <summary>Hands a test's body to a check that repeats it.</summary>
internal sealed class RepeatedStep(TestCommand body, Action<Action> check) : DelegatingTestCommand(body)
{
    public override TestResult Execute(TestExecutionContext context)
    {
        check(() => innerCommand.Execute(context));
        return context.CurrentResult;
    }
}
