namespace MLExplain.Saliency;

/// <summary>How the maps of several layers become one; each is divided by its largest magnitude first.</summary>
public enum MapFusion
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest value at each place.</summary>
    Max,
}
