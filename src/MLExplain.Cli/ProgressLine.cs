using System.Globalization;

namespace MLExplain.Cli;

/// <summary>How far long work is: one line rewritten in place for a person, otherwise a plain line at a tenth, the first and the last one always, those between at most every few seconds.</summary>
internal sealed class ProgressLine(Terminal terminal, string what, int total) : IProgress<int>, IDisposable
{
    /// <summary>Seconds between lines in a log.</summary>
    private const int Pause = 5;

    private readonly long _started = terminal.Clock.GetTimestamp();
    private long _lastLine;
    private int _lastTenth = -1;

    public void Report(int value)
    {
        if (terminal.IsQuiet)
        {
            return;
        }

        var tenth = total == 0 ? 10 : 10 * value / total;
        if (!terminal.Interactive && (tenth == _lastTenth || (_lastTenth >= 0 && value < total && terminal.Clock.GetElapsedTime(_lastLine).TotalSeconds < Pause)))
        {
            return;
        }

        (_lastTenth, _lastLine) = (tenth, terminal.Clock.GetTimestamp());
        var line = string.Create(CultureInfo.InvariantCulture, $"{value} of {total} {what}");
        if (value > 0)
        {
            var left = terminal.Clock.GetElapsedTime(_started) / value * (total - value);
            line = $"{line}, {Words(left)} left";
        }

        if (terminal.Interactive)
        {
            terminal.Error.Write($"\r{line}   ");
        }
        else
        {
            terminal.Error.WriteLine(line);
        }
    }

    /// <summary>A duration in the two units in which people read it.</summary>
    internal static string Words(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0} h {time.Minutes} min"),
    };

    public void Dispose()
    {
        if (terminal.Interactive && _lastTenth >= 0)
        {
            terminal.Error.WriteLine();
        }
    }
}
