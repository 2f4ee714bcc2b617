namespace Ppl.Infer.Tests;

/// <summary>Generated models of each kind, of at most 12 binary unknowns or as many states.</summary>
internal static class Structures
{
    private static readonly int[] None = [];

    public static IEnumerable<Structure> All =>
    [
        .. Each(8, Chain), .. Each(4, seed => Chain(seed).InMarkovLoop()), .. Each(3, SecondOrderChain), .. Each(8, Tree), .. Each(4, Grid),
        .. Each(4, PlatesWithinPlates), .. Each(4, SharedBetweenPlates), .. Each(4, Mixture), .. Each(4, ChainInPlate), .. Each(4, CrossedByOne), .. Each(8, Any),
    ];

    private static IEnumerable<Structure> Each(int count, Func<int, Structure> kind) => Enumerable.Range(1, count).Select(kind);

    private static Structure Chain(int seed)
    {
        var structure = new Structure(nameof(Chain), seed);
        for (int i = 0; i < 3 + (seed % 5); i++)
        {
            int z = i == 0 ? structure.Add(2 + structure.Roll(2), None) : structure.Add(2 + structure.Roll(2), None, i - 1);
            structure.AddTerm(None, z);
        }
        return structure;
    }

    private static Structure SecondOrderChain(int seed)
    {
        var structure = new Structure(nameof(SecondOrderChain), seed);
        structure.Add(2, None);
        structure.Add(2, None, 0);
        for (int i = 2; i < 9; i++) structure.AddTerm(None, structure.Add(2, None, i - 2, i - 1));
        return structure.InMarkovLoop();
    }

    private static Structure Tree(int seed)
    {
        var structure = new Structure(nameof(Tree), seed);
        structure.Add(2, None);
        for (int i = 1; i < 9; i++)
        {
            int z = structure.Add(2, None, structure.Roll(i));
            if (structure.Roll(2) == 0) structure.AddTerm(None, z);
        }
        return structure;
    }

    /// <summary>3 x (2, 3 or 4) binary sites with a term for each pair of neighbours.</summary>
    private static Structure Grid(int seed)
    {
        var structure = new Structure(nameof(Grid), seed);
        int columns = 2 + (seed % 3);
        for (int i = 0; i < 3 * columns; i++)
        {
            structure.Add(2, None);
            if (i % columns > 0) structure.AddTerm(None, i - 1, i);
            if (i >= columns) structure.AddTerm(None, i - columns, i);
        }
        return structure;
    }

    /// <summary>A site outside, one in a plate, one in a plate within it.</summary>
    private static Structure PlatesWithinPlates(int seed)
    {
        var structure = new Structure(nameof(PlatesWithinPlates), seed);
        int inner = structure.AddPlate(2), outer = structure.AddPlate(2 + (seed % 2));
        int root = structure.Add(3, None);
        int middle = structure.Add(2, [outer], root);
        int leaf = structure.Add(2, [outer, inner], root, middle);
        structure.AddTerm([outer, inner], leaf, root);
        structure.AddTerm([outer], middle);
        return structure;
    }

    /// <summary>One site that the elements of two plates depend on.</summary>
    private static Structure SharedBetweenPlates(int seed)
    {
        var structure = new Structure(nameof(SharedBetweenPlates), seed);
        int rows = structure.AddPlate(3), columns = structure.AddPlate(2);
        int shared = structure.Add(3, None), other = structure.Add(2, None, shared);
        int row = structure.Add(2, [rows], shared), column = structure.Add(2, [columns], shared, other);
        structure.AddTerm([rows], row, other);
        structure.AddTerm([columns], column);
        structure.AddTerm([rows, columns], shared);
        return structure;
    }

    private static Structure Mixture(int seed)
    {
        var structure = new Structure(nameof(Mixture), seed);
        int rows = structure.AddPlate(5), columns = structure.AddPlate(3);
        int z = structure.Add(3, [rows]);
        structure.AddTerm([columns, rows], z);
        return structure;
    }

    private static Structure ChainInPlate(int seed)
    {
        var structure = new Structure(nameof(ChainInPlate), seed);
        int sequences = structure.AddPlate(2);
        for (int i = 0; i < 5; i++)
        {
            int z = i == 0 ? structure.Add(2, [sequences]) : structure.Add(2, [sequences], i - 1);
            structure.AddTerm([sequences], z);
        }
        return seed % 2 == 0 ? structure.InMarkovLoop() : structure;
    }

    /// <summary>Two plates cross, but only one of them has a site outside the crossing.</summary>
    private static Structure CrossedByOne(int seed)
    {
        var structure = new Structure(nameof(CrossedByOne), seed);
        int rows = structure.AddPlate(2), columns = structure.AddPlate(3);
        int row = structure.Add(2, [rows]);
        int cell = structure.Add(2, [columns, rows], row);
        structure.AddTerm([columns, rows], row, cell);
        int lone = structure.Add(2, None);
        structure.AddTerm([columns], lone);
        return structure;
    }

    /// <summary>Sites in nested plates with parents drawn from those that are in no others.</summary>
    private static Structure Any(int seed)
    {
        var structure = new Structure(nameof(Any), seed);
        int inner = structure.AddPlate(2), outer = structure.AddPlate(2);
        int[][] nests = [None, [outer], [outer, inner]];
        int elements = 0;
        while (elements < 10)
        {
            int depth = structure.Roll(3);
            int[] parents = [.. Enumerable.Range(0, structure.Unknowns.Count).Where(i => structure.Unknowns[i].Plates.Length <= depth && structure.Roll(3) == 0).Take(3)];
            int z = structure.Add(2, nests[depth], parents);
            elements += 1 << depth;
            if (structure.Roll(2) == 0) structure.AddTerm(nests[depth], [.. parents.Take(1), z]);
        }
        return structure;
    }
}
