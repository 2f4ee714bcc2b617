namespace Ppl;

internal static partial class Error
{
    /// <summary>NaN in observed data.</summary>
    public static PplException NaNInData(SampleSite site)
    {
        Tensor value = site.Value!;
        return new ErrorText("PPL203", $"{site.Description}: NaN in the observed data")
            .Row("value", Shape.Of(value).ToString(), $"{value.isnan().sum().item<long>()} of {value.NumberOfElements} are NaN, the first is value{FirstNaN(value)}")
            .Hint($"leave the missing cells out of the density: Sample(\"{site.Name}\", …, obs: data, obsMask: ~data.isnan()).")
            .ToException();
    }

    private static string FirstNaN(Tensor value) => EventNumbers.Place(Shape.Of(value), Array.FindIndex(TensorText.ToDoubles(value), double.IsNaN));
}
