namespace Ppl.Examples;

/// <summary>Where downloads are kept from run to run.</summary>
internal static class CacheFolder
{
    /// <summary>
    /// The folder of a data set: <c>ppl/NAME</c> below <c>XDG_CACHE_HOME</c>, else below <c>~/.cache</c> on Linux and below the folder for
    /// local application data elsewhere.
    /// </summary>
    public static string Of(string name)
    {
        string? chosen = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string root = !string.IsNullOrEmpty(chosen) ? chosen
            : OperatingSystem.IsLinux() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Combine(root, "ppl", name);
    }
}
