using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Ppl.Testing;

/// <summary>Compares a text with a checked-in one: <c>Golden/NAME.txt</c> beside the source file of the test.</summary>
/// <remarks>With <c>PPL_UPDATE_GOLDEN=1</c> in the environment the checked-in text is written anew; read the difference before you commit it.</remarks>
public static class Golden
{
    private const string UpdateVariable = "PPL_UPDATE_GOLDEN";

    /// <summary>Whether checked-in texts are to be written anew: <c>PPL_UPDATE_GOLDEN=1</c>.</summary>
    public static bool IsUpdating => Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    /// <summary>Fails, with the first line that differs, unless <paramref name="text"/> is the checked-in text.</summary>
    /// <remarks>Line ends and blank space at the end of the text do not count.</remarks>
    /// <param name="text">The text that the code under test made.</param>
    /// <param name="name">The file's name without its ending; by default, the test's.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    public static void Check(string text, [CallerMemberName] string name = "", [CallerFilePath] string sourceFile = "") =>
        CheckFile(text, Path.Combine(Path.GetDirectoryName(sourceFile)!, "Golden", name + ".txt"));

    /// <summary>As <see cref="Check"/>, with the text in the file at <paramref name="path"/>.</summary>
    /// <param name="text">The text that the code under test made.</param>
    /// <param name="path">The checked-in file.</param>
    public static void CheckFile(string text, string path)
    {
        string actual = Normalized(text);
        if (IsUpdating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual + "\n");
        }
        else if (!File.Exists(path))
        {
            Assert.Fail($"There is no {path}.\n{UpdateHint}\n\n{actual}");
        }
        else if (Difference(Normalized(File.ReadAllText(path)), actual) is { } difference)
        {
            Assert.Fail($"The text differs from {path}\n{difference}\n{UpdateHint}\n\n{actual}");
        }
    }

    internal static string? Difference(string expected, string actual)
    {
        string[] expectedLines = expected.Split('\n'), actualLines = actual.Split('\n');
        for (int i = 0; i < Math.Max(expectedLines.Length, actualLines.Length); i++)
        {
            string? expectedLine = expectedLines.ElementAtOrDefault(i), actualLine = actualLines.ElementAtOrDefault(i);
            if (expectedLine != actualLine)
                return $"  line {i + 1}\n  expected  {expectedLine ?? "(end of text)"}\n  actual    {actualLine ?? "(end of text)"}";
        }
        return null;
    }

    private static string UpdateHint => $"If the new text is right, run the test once with {UpdateVariable}=1.";

    private static string Normalized(string text) => text.ReplaceLineEndings("\n").TrimEnd();
}
