namespace MLExplain.Models;

/// <summary>A tensor of feature maps inside a model.</summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="Operator">The operator that computes it.</param>
/// <param name="Channels">Number of maps.</param>
/// <param name="Height">Rows of each map.</param>
/// <param name="Width">Columns of each map.</param>
public sealed record FeatureLayer(string Name, string Operator, int Channels, int Height, int Width);
