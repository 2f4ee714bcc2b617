namespace Ppl;

internal static partial class Error
{
    /// <summary>A subsampled plate whose data are not indexed by it.</summary>
    public static PplException DataNotSubsampled(SampleSite site, PlateFrame plate, Shape value) =>
        new ErrorText("PPL008", $"{site.Description}: the data are not indexed by the subsampled plate \"{plate.Name}\"")
            .Row("value", value.ToString())
            .Row("plate", plate.ToString())
            .Hint($"write obs: {plate.Name}.Subsample(data).")
            .ToException();

    /// <summary>Data given to a plate's Subsample that are not as long as the plate is large.</summary>
    public static PplException DataOfAnotherSize(PlateFrame plate, Shape data, int eventDim) =>
        new ErrorText("PPL008", $"plate \"{plate.Name}\": the data to subsample are not of the plate's size")
            .Row("data", data.ToString(), $"event dims {eventDim}")
            .Row("plate", plate.ToString())
            .Hint($"give data whose dim {plate.Dim - eventDim} is {plate.Size} long, or say eventDim: how many dims on the right belong to one element.")
            .ToException();
}
