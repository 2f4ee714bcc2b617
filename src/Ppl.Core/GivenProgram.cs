using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ppl;

/// <summary>What an engine asks of a program that it is given.</summary>
internal static class GivenProgram
{
    /// <summary>The program, with a word about data that are null.</summary>
    /// <exception cref="PplException">PPL022 for an <c>async</c> program; at its runs, PPL028 where it trips over data that are null.</exception>
    public static Program<TData> Of<TData>(Program<TData> program, string name)
    {
        ArgumentNullException.ThrowIfNull(program, name);
        if (program.Method.IsDefined(typeof(AsyncStateMachineAttribute))) throw Error.AsyncProgram($"the {name}");
        return data =>
        {
            try
            {
                program(data);
            }
            catch (NullReferenceException foreign) when (HasNull(data))
            {
                throw Error.NullData(foreign);
            }
        };
    }

    private static bool HasNull<TData>(TData data) =>
        data is null || (data is ITuple parts && Enumerable.Range(0, parts.Length).Any(i => parts[i] is null));
}
