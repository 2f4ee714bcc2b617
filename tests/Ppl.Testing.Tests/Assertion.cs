namespace Ppl.Testing.Tests;

/// <summary>Runs an assertion that may fail, without the test that asks failing with it.</summary>
internal static class Assertion
{
    /// <summary>The text with which it failed; null where it passed.</summary>
    public static string? Failure(Action assertion)
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
        {
            try
            {
                assertion();
                return null;
            }
            catch (AssertionException failure)
            {
                return failure.Message;
            }
        }
    }
}
