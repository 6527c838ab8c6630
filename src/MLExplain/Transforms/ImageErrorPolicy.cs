namespace MLExplain.Transforms;

/// <summary>What a picture that cannot be read, or an image that cannot be explained, costs.</summary>
public enum ImageErrorPolicy
{
    /// <summary>Its row: the values are NaN, ML.NET's sign for missing, the error column holds the sentence, and a warning is logged.</summary>
    Mark,

    /// <summary>The pass: reading its values throws.</summary>
    Throw,
}
