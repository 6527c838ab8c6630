namespace MLExplain.Audit;

/// <summary>What became of one image.</summary>
public enum ImageStatus
{
    /// <summary>Scored and explained.</summary>
    Ok,

    /// <summary>The picture could not be read; the record's error says why.</summary>
    Unreadable,

    /// <summary>The model's scores are not finite numbers.</summary>
    NotFinite,

    /// <summary>Scored, but at least one saliency method refused it; the record's error has its sentence. The other methods' results stand.</summary>
    NotExplained,

    /// <summary>The manifest's label is none of the model's classes.</summary>
    UnknownLabel,
}
