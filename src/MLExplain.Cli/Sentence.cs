using System.Globalization;
using Spectre.Console;

namespace MLExplain.Cli;

/// <summary>What an exception says to a person.</summary>
internal static class Sentence
{
    /// <summary>The message without the "(Parameter 'name')" that .NET appends for programmers.</summary>
    public static string Of(Exception e)
    {
        var suffix = $" (Parameter '{(e as ArgumentException)?.ParamName}')";
        return e.Message.EndsWith(suffix, StringComparison.Ordinal) ? e.Message[..^suffix.Length] : e.Message;
    }

    /// <summary>A number of things, "1 review" or "2 reviews".</summary>
    public static string Count(int number, string thing) => FormattableString.Invariant($"{number} {thing}{(number == 1 ? "" : "s")}");

    /// <summary>A text from data as it may stand in a line: control characters could end a comment, or drive the reader's terminal, and some turn around what follows.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : Turns.Contains(c) ? '\ufffd' : c));

    /// <summary>A line with what is filled in cleaned so, numbers invariant.</summary>
    public static string Line(FormattableString line) => line.ToString(new Cleaned());

    /// <summary>A text from data as it may stand in a table.</summary>
    public static string Cell(string text) => Markup.Escape(OneLine(text));

    /// <summary>Marks that change the direction of the text behind them.</summary>
    private const string Turns = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    /// <summary>Cleans each text that is filled in; what is written around it may break lines.</summary>
    private sealed class Cleaned : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            string text => OneLine(text),
            IFormattable value => value.ToString(format, CultureInfo.InvariantCulture),
            _ => arg?.ToString() ?? "",
        };
    }
}
