namespace MLExplain.Audit.Power;

/// <summary>A shortcut that can be planted in images.</summary>
public enum StampKind
{
    /// <summary>A small black and white tag in the upper right corner, an eighth of the shorter side long.</summary>
    CornerTag,

    /// <summary>A black frame, a 24th of the shorter side wide.</summary>
    Border,

    /// <summary>A warm colour cast over the whole image.</summary>
    Tint,

    /// <summary>A lighter whole image.</summary>
    Brightness,
}
