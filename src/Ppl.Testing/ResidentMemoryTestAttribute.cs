using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace Ppl.Testing;

/// <summary>
/// Marks a test that takes one step of an engine. It is repeated in a process of its own, and fails unless resident memory stays flat
/// (<see cref="Leaks.CheckResidentMemory"/>). It is in the category <c>Slow</c>.
/// </summary>
/// <example><code>[ResidentMemoryTest] public void Memory_stays_flat() => svi.Step(data);</code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResidentMemoryTestAttribute : TestAttribute, IWrapTestMethod, IApplyToTest
{
    /// <summary>How many steps are measured.</summary>
    public int Steps { get; init; } = 20_000;

    /// <summary>How many steps come first.</summary>
    public int WarmUp { get; init; } = 5_000;

    TestCommand ICommandWrapper.Wrap(TestCommand command) => OwnProcess.IsThis
        ? new RepeatedStep(command, step => Leaks.CheckResidentMemory(step, Steps, WarmUp))
        : new RunInOwnProcess(command);

    void IApplyToTest.ApplyToTest(Test test)
    {
        ApplyToTest(test);
        test.Properties.Add(PropertyNames.Category, "Slow");
    }

    private sealed class RunInOwnProcess(TestCommand body) : DelegatingTestCommand(body)
    {
        public override TestResult Execute(TestExecutionContext context)
        {
            (int exitCode, string output) = OwnProcess.Run(context.CurrentTest);
            TestContext.Out.WriteLine(output);
            context.CurrentResult.SetResult(exitCode == 0 ? ResultState.Success : ResultState.Failure, exitCode == 0 ? "" : output);
            return context.CurrentResult;
        }
    }
}
