using System.CommandLine;
using System.Globalization;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Cli.Commands;

/// <summary>The day that a run is about.</summary>
internal static class DateOption
{
    public static Option<string?> Create() => new("--date") { Description = "The run's day, such as 2026-07-31: dates in the pipeline file and the expiry of dismissals go by it; default: today, UTC." };

    /// <summary>The day given, else today.</summary>
    public static DateOnly Of(string? text, Terminal terminal) => text is null ? DateOnly.FromDateTime(terminal.Clock.GetUtcNow().UtcDateTime)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new ConfigurationException($"--date '{text}' is no day: expected year-month-day, such as 2026-07-31.");
}
