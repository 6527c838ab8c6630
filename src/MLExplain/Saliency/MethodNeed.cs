namespace MLExplain.Saliency;

/// <summary>What a saliency method needs of a model, besides its scores.</summary>
public enum MethodNeed
{
    /// <summary>Nothing: any model that gives scores can be explained.</summary>
    Scores,

    /// <summary>The gradient of its scores with respect to the image.</summary>
    Gradient,

    /// <summary>Gradients, and at least one rectifier (Relu and its kin) whose backward pass the method changes.</summary>
    Rectifiers,

    /// <summary>Gradients, and at least one layer of feature maps that are still spread over the image.</summary>
    FeatureLayer,

    /// <summary>Both feature maps and rectifiers.</summary>
    FeatureLayerAndRectifiers,

    /// <summary>A head that is linear in the spatial mean of the feature maps.</summary>
    LinearHead,
}
