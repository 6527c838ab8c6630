namespace MLExplain.Saliency;

/// <summary>One row of a method's option table: the key's description, and how its value changes the options.</summary>
/// <param name="Option">The key and its description.</param>
/// <param name="Set">The options with the value in place.</param>
/// <param name="Idle">Why the key would do nothing beside the others, and what to give instead: the sentence "'key' does nothing while …, or leave 'key' out"; null where it acts. Null for a key that always acts.</param>
internal sealed record OptionRow<TOptions>(MethodOption Option, Func<TOptions, OptionValue, TOptions> Set, Func<TOptions, string?>? Idle = null);
