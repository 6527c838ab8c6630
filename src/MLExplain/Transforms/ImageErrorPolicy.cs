namespace MLExplain.Transforms;

/// <summary>What a picture that cannot be read costs.</summary>
public enum ImageErrorPolicy
{
    /// <summary>Its row: the pixels are NaN, ML.NET's sign for missing, the error column holds the sentence, and a warning is logged.</summary>
    Mark,

    /// <summary>The pass: reading its pixels throws.</summary>
    Throw,
}
