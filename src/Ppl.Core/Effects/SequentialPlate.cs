namespace Ppl;

/// <summary>
/// A set of conditionally independent elements that a program goes through one by one:
/// <c>foreach (long i in SequentialPlate("obs", n)) Sample($"y_{i}", …);</c>. It owns no batch dimension; inside, each term of the log
/// joint is multiplied by size / subsample size.
/// </summary>
/// <remarks>
/// Each <c>foreach</c> opens the plate and closes it, also when it is left early. Where every element does the same, a <see cref="Plate"/>
/// is faster: it draws all of them in one go.
/// </remarks>
public sealed class SequentialPlate
{
    private readonly Tensor? givenRows;

    private SequentialPlate(string name, long size, long count, Tensor? rows) =>
        (Name, Size, SubsampleSize, givenRows) = (name, size, count, rows);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>How many independent elements there are.</summary>
    public long Size { get; }

    /// <summary>How many of them a run looks at.</summary>
    public long SubsampleSize { get; }

    private double Scale => SubsampleSize == 0 ? 1 : (double)Size / SubsampleSize;

    /// <summary>Opens the plate: sends its site through the handlers, and enters it.</summary>
    /// <exception cref="PplException">PPL001 inside a plate of this name; PPL009 when a plate of this name has another size or other rows.</exception>
    public Enumerator GetEnumerator()
    {
        var site = new PlateSite(Name, Size, SubsampleSize, dim: null, givenRows);
        EffectStack.Perform(site);
        Plate.RefuseInsideItself(site.Name);
        var plate = new OpenSequentialPlate(site.Name, Scale);
        return new Enumerator(EffectStack.Push(plate), plate, PlateRows.Of(site.Value, Size));
    }

    internal static SequentialPlate Of(string name, long size, long? subsample)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(name, size, PlateRows.Count(name, size, subsample), rows: null);
    }

    internal static SequentialPlate Of(string name, long size, Tensor rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(name, size, PlateRows.Count(name, size, rows), rows);
    }

    /// <summary>The way through a sequential plate's elements. A ref struct, so that the compiler forbids <c>await</c> and <c>yield</c> in the loop.</summary>
    public ref struct Enumerator
    {
        private readonly HandlerNode node;
        private readonly OpenSequentialPlate plate;
        private readonly long[] elements;

        internal Enumerator(HandlerNode node, OpenSequentialPlate plate, long[] elements) =>
            (this.node, this.plate, this.elements) = (node, plate, elements);

        /// <summary>The number of the element.</summary>
        public readonly long Current => elements[plate.Position];

        /// <summary>Goes to the next element.</summary>
        /// <exception cref="PplException">PPL021, PPL022 when something that was opened in the loop is still open.</exception>
        public readonly bool MoveNext()
        {
            EffectStack.RequireInnermost(node);
            return ++plate.Position < elements.Length;
        }

        /// <summary>Closes the plate, and what the loop left open when it ended early.</summary>
        public readonly void Dispose() => EffectStack.Leave(node);
    }
}
