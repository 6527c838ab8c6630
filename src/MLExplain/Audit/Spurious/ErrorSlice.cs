namespace MLExplain.Audit.Spurious;

/// <summary>Images whose maps are alike, and how often the model errs on them: found in one half of the images, tested in the other.</summary>
public sealed record ErrorSlice
{
    /// <summary>The half that it was found in, 0 or 1.</summary>
    public required int Half { get; init; }

    /// <summary>Number of it in its half.</summary>
    public required int Index { get; init; }

    /// <summary>Images of the testing half that belong to it.</summary>
    public required int Images { get; init; }

    /// <summary>Those of them that were predicted wrong.</summary>
    public required int Errors { get; init; }

    /// <summary>The errors that as many images of the same labels would have if the slice did not matter.</summary>
    public required double ExpectedErrors { get; init; }

    /// <summary>Chance of at least so many errors if they were dealt among the images of each label at random; exact.</summary>
    public required double PValue { get; init; }

    /// <summary>The same after Benjamini and Hochberg (1995) over all slices of the run.</summary>
    public double QValue { get; init; }

    /// <summary>Its images of the testing half: medoid first, mean map, regions, and association with metadata.</summary>
    public required MapCluster Description { get; init; }
}

/// <summary>What the search for slices found.</summary>
/// <param name="Images">Images that were sliced.</param>
/// <param name="LeftOut">Images without a label, a prediction, or a map that is not zero everywhere.</param>
/// <param name="Reason">Why there are no slices, one sentence; empty when they were sought.</param>
/// <param name="Slices">All slices that were tested, by q-value, then by errors beyond the expected.</param>
public sealed record SliceReport(int Images, int LeftOut, string Reason, IReadOnlyList<ErrorSlice> Slices);

/// <summary>An image to be sliced.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="ContentHash">SHA-256 of its bytes, hexadecimal; decides its half, so that the order of the images changes nothing.</param>
/// <param name="Label">True class; empty when unknown.</param>
/// <param name="Prediction">Predicted class; empty when it was not scored.</param>
/// <param name="Map">Its map, reduced; null when it is zero everywhere.</param>
/// <param name="Attributes">Metadata columns.</param>
/// <param name="Regions">Share of the map in each region of interest.</param>
public sealed record SlicedImage(
    string Id, string ContentHash, string Label, string Prediction, MapDescriptor? Map, IReadOnlyList<KeyValuePair<string, string>> Attributes, IReadOnlyList<RegionShare> Regions);
