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
}
