using MathNet.Numerics.LinearAlgebra;
using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>Finds groups of images, by where the model looks, on which it errs more than their labels explain.</summary>
/// <remarks>
/// After Domino (arXiv:2203.14960), with reduced saliency maps instead of embeddings, so that no other model is needed. A mixture that knows the predictions finds slices of errors
/// everywhere, by luck too: so slices are found in one half of the images, and tested in the other by an exact test within labels.
/// </remarks>
public static class SliceDiscovery
{
    /// <summary>Seeks and tests.</summary>
    /// <param name="images">The images.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between rounds.</param>
    /// <returns>All slices; the same whatever the order of the images.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static SliceReport Find(IReadOnlyList<SlicedImage> images, SliceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= new SliceOptions();
        options.Validate();
        SlicedImage[] usable = [.. images.Where(i => i.Map is not null && i.Label.Length > 0 && i.Prediction.Length > 0).OrderBy(i => i.Id, StringComparer.Ordinal)];
        var halves = usable.GroupBy(i => (int)(ContentSeed.Derive(options.Seed, i.ContentHash) % 2)).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        var least = 2 * options.Minimum;
        if (halves.Length < 2 || halves.Any(h => h.Length < least))
        {
            return new SliceReport(usable.Length, images.Count - usable.Length, FormattableString.Invariant($"{usable.Length} images have a label, a prediction and a map: at least {least} are needed in each half."), []);
        }

        string[] classes = [.. usable.Select(i => i.Label).Concat(usable.Select(i => i.Prediction)).Distinct().Order(StringComparer.Ordinal)];
        List<ErrorSlice> found = [.. Enumerable.Range(0, 2).SelectMany(half => Tested(half, halves[half], halves[1 - half], classes, options, cancellationToken))];
        var q = FalseDiscovery.Adjust([.. found.Select(s => s.PValue)]);
        return new SliceReport(
            usable.Length, images.Count - usable.Length, "",
            [.. found.Select((s, i) => s with { QValue = q[i] }).OrderBy(s => s.QValue).ThenByDescending(s => s.Errors - s.ExpectedErrors).ThenBy(s => s.Half).ThenBy(s => s.Index)]);
    }

    private static IEnumerable<ErrorSlice> Tested(int half, SlicedImage[] found, SlicedImage[] tested, string[] classes, SliceOptions options, CancellationToken cancellationToken)
    {
        var seed = ContentSeed.Derive(options.Seed, FormattableString.Invariant($"slices\0{half}"));
        var embed = PrincipalAxes(found, options.Axes);
        var mixture = SliceMixture.Fit([.. found.Select(embed)], Codes(found, i => i.Label), Codes(found, i => i.Prediction), classes.Length, options, seed, cancellationToken);
        double[][] points = [.. tested.Select(embed)];
        int[] slices = [.. points.Zip(Codes(tested, i => i.Label), mixture.SliceOf)];
        var clustered = tested.Select(t => new ClusteredMap(
            t.Id, "", new Tensor([t.Map!.Height, t.Map.Width], [.. t.Map.Values]), t.Label == t.Prediction, t.Attributes, t.Regions)).ToArray();
        var description = new ClusterOptions { Permutations = options.Permutations, Seed = options.Seed };
        var describer = new ClusterDescriber(FormattableString.Invariant($"slice\0{half}"), clustered, [.. tested.Select(t => t.Map!)], points, slices, new double[points.Length], description);
        return slices.GroupBy(s => s).Where(g => g.Count() >= options.Minimum).OrderBy(g => g.Key)
            .Select(g => Slice(half, g.Key, tested, slices, describer.Describe(g.Key, cancellationToken)));

        int[] Codes(SlicedImage[] of, Func<SlicedImage, string> name) => [.. of.Select(i => Array.IndexOf(classes, name(i)))];
    }

    private static ErrorSlice Slice(int half, int index, SlicedImage[] tested, int[] slices, MapCluster description)
    {
        var strata = tested.Select((t, i) => (t.Label, Wrong: t.Label != t.Prediction, Inside: slices[i] == index)).GroupBy(t => t.Label)
            .Select(g => new StratifiedErrors.Stratum(g.Count(), g.Count(t => t.Wrong), g.Count(t => t.Inside), g.Count(t => t.Inside && t.Wrong))).ToList();
        return new ErrorSlice
        {
            Half = half, Index = index, Images = strata.Sum(s => s.Inside), Errors = strata.Sum(s => s.ErrorsInside), ExpectedErrors = strata.Sum(s => s.Expected),
            PValue = StratifiedErrors.UpperTail(strata), Description = description,
        };
    }

    /// <summary>Roots of the magnitudes, so that distances are Hellinger's, along the axes on which these maps differ most.</summary>
    private static Func<SlicedImage, double[]> PrincipalAxes(SlicedImage[] images, int count)
    {
        var roots = Matrix<double>.Build.DenseOfRowArrays(images.Select(Roots));
        var mean = roots.ColumnSums() / images.Length;
        var centred = Matrix<double>.Build.Dense(roots.RowCount, roots.ColumnCount, (r, c) => roots[r, c] - mean[c]);
        // MathNet sorts ascending; the largest come last.
        var axes = (centred.TransposeThisAndMultiply(centred) / images.Length).Evd(Symmetricity.Symmetric).EigenVectors.EnumerateColumns().Reverse().Take(count).ToArray();
        return image =>
        {
            var off = Vector<double>.Build.DenseOfArray(Roots(image)) - mean;
            return [.. axes.Select(off.DotProduct)];
        };

        static double[] Roots(SlicedImage image) => [.. image.Map!.Values.Select(v => Math.Sqrt(v))];
    }
}
