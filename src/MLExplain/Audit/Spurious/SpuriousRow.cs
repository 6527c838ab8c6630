namespace MLExplain.Audit.Spurious;

/// <summary>One image, as the search for spurious correlations sees it.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="ContentHash">SHA-256 of its bytes, hexadecimal; decides its fold, so that the order of the rows changes nothing.</param>
/// <param name="Label">True class; empty when unknown.</param>
/// <param name="Prediction">Predicted class; empty when it was not scored.</param>
/// <param name="Attributes">Metadata columns, such as site or device; empty values are listed as missing.</param>
/// <param name="Properties">What its pixels say; null when it could not be read.</param>
public sealed record SpuriousRow(
    string Id, string ContentHash, string Label, string Prediction, IReadOnlyList<KeyValuePair<string, string>> Attributes, ImageProperties? Properties);
