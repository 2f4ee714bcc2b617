namespace Ppl.Infer;

/// <summary>A guide written by hand, as a part of an <see cref="AutoGuideList{TData}"/>, or to read its median and quantiles off draws.</summary>
/// <remarks>Of a latent in a subsampled plate it gives the elements that a run looks at; medians are of each number.</remarks>
/// <param name="program">The guide.</param>
/// <typeparam name="TData">What model and guide are given.</typeparam>
public sealed class ByHand<TData>(Program<TData> program) : AutoGuide<TData>
{
    private readonly Program<TData> program = GivenProgram.Of(program, nameof(program));

    private protected override void Run(TData data) => program(data);
}
