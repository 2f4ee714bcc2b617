using Ppl.Distributions;

namespace Ppl;

internal static partial class Error
{
    /// <summary>Two arguments in different dtypes.</summary>
    public static PplException ArgumentDtypes(string owner, Arguments a, Arguments b) =>
        new ErrorText("PPL109", $"{owner}: arguments {a.Name} and {b.Name} differ in dtype")
            .Row(a.Name, Kind(a.Real!))
            .Row(b.Name, Kind(b.Real!))
            .Hint($"convert one, {b.Name}.to(torch.{Name(a.Real!)}), or give numbers: they take the dtype of the tensors that they meet.")
            .ToException();

    /// <summary>A value in another dtype than the distribution's arguments.</summary>
    public static PplException ValueDtype(string owner, Arguments arguments, Tensor value) =>
        new ErrorText("PPL109", $"{owner}: the value and argument {arguments.Name} differ in dtype")
            .Row("value", Kind(value))
            .Row(arguments.Name, Kind(arguments.Real!))
            .Hint($"convert the value, value.to(torch.{Name(arguments.Real!)}), or work in its dtype: latents are drawn in that of the generator, new Rng(seed, torch.{Name(value)}).")
            .ToException();

    /// <summary>Whole numbers or truth values where real numbers are wanted.</summary>
    public static PplException ArgumentNotReal(string owner, string argument, Tensor given) =>
        new ErrorText("PPL109", $"{owner}: argument {argument} is a tensor of {given.dtype}, not of real numbers")
            .Row(argument, Kind(given))
            .Row("must be", "Float32 or Float64")
            .Hint($"convert it: {argument}.to(torch.float32).")
            .ToException();

    /// <summary>An index of Gather that is not of Int64.</summary>
    public static PplException IndexDtype(Distribution distribution, Tensor index) =>
        new ErrorText("PPL109", $"{distribution.Name}: argument index is a tensor of {index.dtype}, not of Int64")
            .Row("distribution", distribution.Name, $"batch {distribution.BatchShape}", $"event {distribution.EventShape}")
            .Row("index", Kind(index))
            .Hint(index.dtype == torch.ScalarType.Bool
                ? "a mask becomes an index of the true elements with mask.nonzero().squeeze(-1)."
                : "convert it: index.to(torch.int64).")
            .ToException();

    private static string Kind(Tensor tensor) => $"{tensor.dtype} {Shape.Of(tensor)}";

    private static string Name(Tensor tensor) => tensor.dtype.ToString().ToLowerInvariant();
}
