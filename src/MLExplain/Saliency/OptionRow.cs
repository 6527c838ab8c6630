namespace MLExplain.Saliency;

/// <summary>One row of a method's option table: the key's description, and how its value changes the options.</summary>
/// <param name="Option">The key and its description.</param>
/// <param name="Set">The options with the value in place.</param>
internal sealed record OptionRow<TOptions>(MethodOption Option, Func<TOptions, OptionValue, TOptions> Set);
