namespace Ppl.Examples;

/// <summary>A picture of a report.</summary>
/// <param name="Name">Of its PNG file, without the ending.</param>
/// <param name="Picture">What is drawn.</param>
/// <param name="Caption">What one sees on it.</param>
internal sealed record Figure(string Name, Picture Picture, string Caption);
