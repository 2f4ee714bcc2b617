namespace Ppl.Infer;

/// <summary>A kernel of a run, and which numbers of a position it moves.</summary>
/// <param name="Settings">The kernel, and how it is adapted.</param>
/// <param name="Places">The numbers, counted from 0; null: all.</param>
internal sealed record BlockPlan(KernelBlock Settings, int[]? Places = null)
{
    /// <summary>The kernels in the order in which they move: blocks, and then the kernel of all else.</summary>
    /// <exception cref="PplException">PPL010: a block has a discrete latent; PPL024: a site that the program has not; PPL314: a site twice, or none is left.</exception>
    public static IReadOnlyList<BlockPlan> Of(McmcOptions options, IDensity density)
    {
        PointLayout? layout = (density as ProgramDensity)?.Layout;
        if (layout is null || options.Blocks.Count == 0) return [new BlockPlan(Rest(layout?.Names ?? ["position"]))];
        foreach (string name in options.Blocks.SelectMany(block => block.Sites))
            if (!layout.Names.Contains(name)) throw ((TensorDensity)density).Program.NotMoved(name);
        if (Twice(options.Blocks) is { } twice) throw Error.Options($"two blocks, or one of them twice, move site \"{twice}\"", "name it in one of them, once.");
        string[] rest = [.. layout.Names.Except(options.Blocks.SelectMany(block => block.Sites))];
        if (rest.Length == 0)
            throw Error.Options($"the blocks leave no site for {nameof(options.Kernel)}", $"leave one block out, and set {nameof(options.Kernel)} to its kernel.");
        return [.. options.Blocks.Append(Rest(rest)).Select(block => new BlockPlan(block, layout.PlacesOf(block.Sites)))];

        KernelBlock Rest(IEnumerable<string> sites) =>
            new(options.Kernel, [.. sites]) { Metric = options.Metric, TargetAcceptance = options.TargetAcceptance, StepSize = options.StepSize };
    }

    private static string? Twice(IEnumerable<KernelBlock> blocks) => blocks.SelectMany(block => block.Sites).GroupBy(name => name).FirstOrDefault(same => same.Count() > 1)?.Key;
}
