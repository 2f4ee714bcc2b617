namespace Ppl;

internal static partial class Error
{
    /// <summary>A source line that performed two sites of one name.</summary>
    public static PplException SiteOfLoop(Site site) =>
        new ErrorText("PPL002", $"{site.Description}: line {site.Line} performs it a second time in one run")
            .Hint($"put the loop variable into the name, $\"{site.Name}_{{i}}\"; a method that is called twice takes a part of the name as an argument; where all elements are drawn alike, a plate draws them in one go.")
            .ToException();
}
