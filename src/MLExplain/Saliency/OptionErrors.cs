namespace MLExplain.Saliency;

/// <summary>Refuses options that break rules, with all of them in one message.</summary>
internal static class OptionErrors
{
    /// <param name="method">The method's name.</param>
    /// <param name="errors">Every broken rule, one sentence each.</param>
    /// <exception cref="ArgumentException">There is at least one.</exception>
    public static void Refuse(string method, IEnumerable<string> errors)
    {
        var all = string.Join(" ", errors);
        if (all.Length > 0)
        {
            throw new ArgumentException($"'{method}': {all}");
        }
    }
}
