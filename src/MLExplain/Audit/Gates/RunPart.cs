namespace MLExplain.Audit.Gates;

/// <summary>What a run is made of.</summary>
public enum RunPart
{
    /// <summary>The model, or the predictions that one made. A change of it alone leaves runs comparable: it is what an audit is about.</summary>
    Model,

    /// <summary>The images.</summary>
    Images,

    /// <summary>The file of labels and groups.</summary>
    Data,

    /// <summary>Saliency methods, measures and how images are prepared.</summary>
    Options,

    /// <summary>MLExplain itself.</summary>
    Tool,
}
