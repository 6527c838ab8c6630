using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>A saliency map to be clustered with those of its class.</summary>
/// <param name="Id">Identifier of its image.</param>
/// <param name="Class">The explained class.</param>
/// <param name="Map">One signed value per pixel, <c>[H,W]</c>; all maps of a run have one size.</param>
/// <param name="Correct">Whether the image was predicted as labelled; null when that is unknown.</param>
/// <param name="Attributes">Metadata columns; empty values are left out of associations.</param>
/// <param name="Regions">Share of the map in each region of interest.</param>
public sealed record ClusteredMap(
    string Id, string Class, Tensor Map, bool? Correct, IReadOnlyList<KeyValuePair<string, string>> Attributes, IReadOnlyList<RegionShare> Regions);
