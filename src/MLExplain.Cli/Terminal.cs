using Spectre.Console;

namespace MLExplain.Cli;

/// <summary>Where the tool writes: data to <see cref="Out"/>, text for people to <see cref="Error"/>. Whatever is filled into a line stays in it, and cannot drive the reader's terminal.</summary>
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

    /// <summary>Whether progress, tables and remarks are left out.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>What is answered as JSON in the place of all text on <see cref="Out"/>; null for text.</summary>
    public JsonReply? Json { get; init; }

    private TextWriter Text => IsQuiet || Json is not null ? TextWriter.Null : Out;

    /// <summary>Tells a person what is being done; nothing under --quiet.</summary>
    public void Say(FormattableString message)
    {
        if (!IsQuiet)
        {
            Warn(message);
        }
    }

    /// <summary>Tells a person what must not be missed.</summary>
    public void Warn(FormattableString message) => Error.WriteLine(Sentence.Line(message));

    /// <summary>Writes what was found as text; nothing under --quiet and --json.</summary>
    public void Print(FormattableString data) => Text.WriteLine(Sentence.Line(data));

    /// <summary>Writes a warning beside what was found; under --quiet, which leaves that out, to <see cref="Error"/>.</summary>
    public void PrintWarning(FormattableString warning)
    {
        Print(warning);
        if (IsQuiet)
        {
            Warn(warning);
        }
    }

    /// <summary>Writes what others may wait for, such as the path of a page: under --quiet too.</summary>
    public void Answer(FormattableString line)
    {
        if (Json is null)
        {
            Out.WriteLine(Sentence.Line(line));
        }
    }

    /// <summary>Sets what --json writes; without it nothing happens.</summary>
    /// <param name="result">Makes an object whose members are written.</param>
    public void Give(Func<object> result) => Json?.Give(result());

    /// <summary>Tables and panels on <see cref="Out"/>, without colours; nothing under --quiet and --json.</summary>
    public IAnsiConsole Plain()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Text), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width ?? FileWidth;
        return console;
    }
}
