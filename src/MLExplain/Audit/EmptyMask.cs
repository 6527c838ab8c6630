namespace MLExplain.Audit;

/// <summary>What it means that the manifest names no mask of a region for an image.</summary>
public enum EmptyMask
{
    /// <summary>Nobody knows whether the region is in the picture: what is asked about it is answered without the image.</summary>
    Unknown,

    /// <summary>The region is not in the picture, as a black mask says too.</summary>
    Absent,
}
