using System.Globalization;
using Spectre.Console;

namespace MLExplain.Cli;

/// <summary>Where the tool writes: data to <see cref="Out"/>, text for people to <see cref="Error"/>.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Interactive">Whether a person watches: progress is then a bar, else plain lines.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive)
{
    private const int LeastWidth = 80;

    /// <summary>Columns where nobody watches, so that a file of the output does not depend on a window.</summary>
    private const int FileWidth = 140;

    public static Terminal Standard => new(Console.Out, Console.Error, !Console.IsErrorRedirected) { Width = Console.IsOutputRedirected ? null : Math.Max(Console.WindowWidth, LeastWidth) };

    /// <summary>Columns of the window that shows <see cref="Out"/>; null when it goes to a file or another program.</summary>
    public int? Width { get; init; }

    /// <summary>The clock; results never depend on it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Tells a person.</summary>
    public void Say(FormattableString message) => Error.WriteLine(message.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes data.</summary>
    public void Print(FormattableString data) => Out.WriteLine(data.ToString(CultureInfo.InvariantCulture));

    /// <summary>Tables and panels on <see cref="Out"/>, without colours.</summary>
    public IAnsiConsole Plain()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width ?? FileWidth;
        return console;
    }
}
