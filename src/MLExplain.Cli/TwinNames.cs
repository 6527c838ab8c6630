using System.Globalization;

namespace MLExplain.Cli;

/// <summary>Names that a reader would take for one: spelled alike but for case, spaces or marks that cannot be seen.</summary>
internal static class TwinNames
{
    /// <summary>One sentence for each set of such names.</summary>
    /// <param name="what">What they name, such as "classes".</param>
    /// <param name="names">The names, repeated or not.</param>
    public static IEnumerable<string> Of(string what, IEnumerable<string> names) =>
        from twins in names.Distinct().GroupBy(Key)
        where twins.Count() > 1
        let spelled = string.Join(" and ", twins.Order(StringComparer.Ordinal).Select(n => $"'{n}'"))
        select $"the {what} {spelled} look alike but for case, spaces or marks that cannot be seen, and are counted apart: if they are meant to be one, write them alike in the data";

    /// <summary>Without case, spaces and marks that cannot be seen.</summary>
    private static string Key(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)).ToUpperInvariant();
}
