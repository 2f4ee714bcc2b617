using Microsoft.Extensions.Logging;

namespace Ppl.Infer.Tests;

/// <summary>Remembers what it is told, and may answer at once.</summary>
internal sealed class Told(Action<FitProgress>? then = null) : IProgress<FitProgress>
{
    public List<FitProgress> Steps { get; } = [];

    public void Report(FitProgress value)
    {
        Steps.Add(value);
        then?.Invoke(value);
    }
}

/// <summary>A logger of lines.</summary>
internal sealed class Lines : List<string>, ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Add($"{logLevel}: {formatter(state, exception)}");
}
