using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>A property of all images, cut into few bins; −1 where an image has none.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Bins">Bin per image.</param>
/// <param name="Count">Number of bins.</param>
internal sealed record PropertyColumn(string Name, int[] Bins, int Count)
{
    /// <summary>Categories beyond this many, the rarest, share one bin.</summary>
    private const int MaxCategories = 20;

    private static readonly (string Name, Func<ImageProperties, double> Value)[] Numbers =
    [
        ("width", p => p.Width), ("height", p => p.Height), ("aspect", p => p.Aspect), ("size", p => p.Size), ("file_size", p => p.FileSize),
        ("brightness", p => p.Brightness), ("contrast", p => p.Contrast), ("red", p => p.Red), ("green", p => p.Green), ("blue", p => p.Blue),
        ("colorfulness", p => p.Colorfulness), ("sharpness", p => p.Sharpness), ("entropy", p => p.Entropy),
    ];

    /// <summary>Names of the numeric properties, in order.</summary>
    public static IReadOnlyList<string> NumberNames { get; } = [.. Numbers.Select(n => n.Name)];

    /// <summary>All properties of the images, then their metadata columns.</summary>
    public static IReadOnlyList<PropertyColumn> All(IReadOnlyList<SpuriousRow> rows, int bins)
    {
        var numbers = Numbers.Select(n => Numeric(n.Name, [.. rows.Select(r => r.Properties is { } p ? n.Value(p) : (double?)null)], bins));
        var format = Categorical("format", [.. rows.Select(r => r.Properties?.Format)]);
        return [.. numbers, format, .. AttributeNames(rows).Select(name => Categorical(name, [.. rows.Select(r => Attribute(r, name))]))];
    }

    /// <summary>The metadata columns, in the order in which they first appear.</summary>
    public static IReadOnlyList<string> AttributeNames(IReadOnlyList<SpuriousRow> rows) => [.. rows.SelectMany(r => r.Attributes).Select(a => a.Key).Distinct()];

    /// <summary>The value of an attribute; null where the row has no such column or says nothing.</summary>
    public static string? Attribute(SpuriousRow row, string name) =>
        row.Attributes.FirstOrDefault(a => a.Key == name).Value is { Length: > 0 } value ? value : null;

    /// <summary>Bins between the quantiles 1/n … (n − 1)/n of the values there are; equal values always share a bin.</summary>
    public static PropertyColumn Numeric(string name, double?[] values, int bins)
    {
        float[] sorted = [.. values.OfType<double>().Select(v => (float)v).Order()];
        float[] edges = sorted.Length == 0 ? [] : [.. Enumerable.Range(1, bins - 1).Select(i => Quantiles.LinearOfSorted(sorted, i / (double)bins)).Distinct()];
        int[] raw = [.. values.Select(v => v is { } value ? edges.Count(edge => (float)value > edge) : -1)];
        return Dense(name, raw);
    }

    /// <summary>One bin per category; an image that says nothing is in none.</summary>
    public static PropertyColumn Categorical(string name, string?[] values)
    {
        var ranked = values.OfType<string>().GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).ToList();
        var bins = ranked.Index().ToDictionary(r => r.Item, r => Math.Min(r.Index, MaxCategories));
        return Dense(name, [.. values.Select(v => v is null ? -1 : bins[v])]);
    }

    private static PropertyColumn Dense(string name, int[] raw)
    {
        var numbers = raw.Where(b => b >= 0).Distinct().Order().Index().ToDictionary(b => b.Item, b => b.Index);
        return new PropertyColumn(name, [.. raw.Select(b => b < 0 ? -1 : numbers[b])], numbers.Count);
    }
}
