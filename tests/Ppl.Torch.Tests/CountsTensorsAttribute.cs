using NUnit.Framework.Interfaces;

namespace Ppl.Torch.Tests;

/// <summary>For fixtures that compare <c>Tensor.TotalCount</c>: what earlier tests left to the finalizers is gone before each test begins.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CountsTensorsAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public void AfterTest(ITest test) { }
}
