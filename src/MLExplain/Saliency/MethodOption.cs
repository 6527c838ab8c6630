namespace MLExplain.Saliency;

/// <summary>One key a method understands, in pipeline files and on the command line.</summary>
/// <param name="Key">The key, camelCase.</param>
/// <param name="Values">What may be given.</param>
/// <param name="Default">What holds when the key is absent.</param>
/// <param name="Summary">What the key does, one sentence.</param>
public sealed record MethodOption(string Key, string Values, string Default, string Summary);
