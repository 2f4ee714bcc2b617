namespace Ppl.Compilation;

internal static class CSharpText
{
    public static string Of(Code code) => code.ToString();
}
