namespace Ppl.Compilation;

/// <summary>The programs that were marked <see cref="CompiledAttribute"/>, as the assemblies that are loaded register them. Serves all threads.</summary>
public static class CompiledModels
{
    private static readonly Lock Gate = new();
    private static readonly List<Func<IReadOnlyList<CompiledModel>>> Waiting = [];
    private static readonly Dictionary<Delegate, CompiledModel> Known = [];

    /// <summary>Adds the programs of a class; called by generated code.</summary>
    /// <param name="models">Lists them: called when a program is first looked for, so that no class is initialised before.</param>
    public static void Register(Func<IReadOnlyList<CompiledModel>> models)
    {
        lock (Gate) Waiting.Add(models);
    }

    /// <summary>The symbolic copy of a program; null if it was not marked.</summary>
    public static CompiledModel? Find(Delegate program)
    {
        ArgumentNullException.ThrowIfNull(program);
        lock (Gate)
        {
            foreach (Func<IReadOnlyList<CompiledModel>> models in Waiting)
                foreach (CompiledModel model in models()) Known.TryAdd(model.Program, model);
            Waiting.Clear();
            return Known.GetValueOrDefault(program) ?? Known.Values.FirstOrDefault(model => Runs(program, model.Program));
        }
    }

    /// <summary>Whether delegates of two types run one method: C# makes a program of the data's own type, a list's, say, of a method that takes any <c>IReadOnlyList</c>.</summary>
    private static bool Runs(Delegate one, Delegate other) =>
        one.HasSingleTarget && other.HasSingleTarget && ReferenceEquals(one.Target, other.Target) && one.Method == other.Method;
}
