namespace MLExplain.Audit;

/// <summary>One image of a manifest, as its CSV states it.</summary>
/// <param name="Id">Unique identifier.</param>
/// <param name="File">Path of the picture, as written in the CSV.</param>
/// <param name="Label">True class, as written in the CSV.</param>
/// <param name="Groups">Value of each attribute column, in the order asked for; empty where the CSV says nothing.</param>
/// <param name="Masks">Path of each mask by region name; empty where the CSV names none.</param>
public sealed record ManifestRow(
    string Id, string File, string Label, IReadOnlyList<KeyValuePair<string, string>> Groups, IReadOnlyList<KeyValuePair<string, string>> Masks);
