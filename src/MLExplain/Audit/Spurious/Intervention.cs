namespace MLExplain.Audit.Spurious;

/// <summary>What was done to the images.</summary>
public enum Intervention
{
    /// <summary>The region was painted over from its surroundings; the control paints over a region of the same shape somewhere else.</summary>
    Remove,

    /// <summary>The region of another image was pasted in; the control pastes the same pixels of an image that is free of the region.</summary>
    Paste,

    /// <summary>A property of the whole picture was raised; the control changes the picture as much and leaves the property as it was.</summary>
    Raise,

    /// <summary>A property of the whole picture was lowered; the control is that of <see cref="Raise"/>.</summary>
    Lower,
}
