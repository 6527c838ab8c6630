namespace MLExplain.Audit;

/// <summary>What became of one image.</summary>
public enum ImageStatus
{
    /// <summary>Scored and explained.</summary>
    Ok,

    /// <summary>The picture could not be read; the record's error says why.</summary>
    Unreadable,

    /// <summary>Scored, but a value on the way was not a finite number, so that it could not be explained.</summary>
    NotFinite,

    /// <summary>The manifest's label is none of the model's classes.</summary>
    UnknownLabel,
}
