namespace MLExplain.Models;

/// <summary>A tensor of feature maps inside a model.</summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="Operator">The operator that computes it.</param>
/// <param name="Channels">Number of maps.</param>
/// <param name="Height">Rows of each map.</param>
/// <param name="Width">Columns of each map.</param>
/// <param name="Note">How the tensor is read as maps, such as which of a transformer's tokens are left out; null when it has the axes <c>[N,C,h,w]</c>.</param>
public sealed record FeatureLayer(string Name, string Operator, int Channels, int Height, int Width, string? Note = null);
