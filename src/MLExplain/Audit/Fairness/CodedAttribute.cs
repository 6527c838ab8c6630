using System.Globalization;
using MathNet.Numerics.Statistics;

namespace MLExplain.Audit.Fairness;

/// <summary>An attribute with its groups, and each record's group by number.</summary>
/// <param name="Rule">The groups and how they came about.</param>
/// <param name="Codes">Of each record the index of its group, or the number of groups where the value is missing.</param>
internal sealed record CodedAttribute(AttributeRule Rule, int[] Codes)
{
    /// <summary>More different values than this are an identifier or a measurement, not groups.</summary>
    private const int MostGroups = 100;

    /// <summary>A numeric attribute with more different values than this is taken for a measurement.</summary>
    private const int MostNumericValues = 10;

    public const string Missing = "(missing)";

    public static CodedAttribute Of(GroupAttribute attribute, IReadOnlyList<FairnessRecord> records)
    {
        var values = new string?[records.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(records[i], attribute.Name);
        }

        string[] distinct = [.. values.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var numbers = distinct.Select(Number).ToList();
        var odd = numbers.FindIndex(n => n is null);
        if (attribute.Binning == AttributeBinning.Quartiles && odd >= 0)
        {
            throw new DataException($"The attribute '{attribute.Name}' cannot be cut at its quartiles: '{distinct[odd]}' is not a number. Leave such values empty, or compare each value.");
        }

        return attribute.Binning == AttributeBinning.Quartiles || (attribute.Binning == AttributeBinning.Auto && odd < 0 && distinct.Length > MostNumericValues)
            ? Quartiles(attribute.Name, values)
            : Categories(attribute.Name, values, distinct);
    }

    private static string? Value(FairnessRecord record, string attribute)
    {
        foreach (var (name, value) in record.Groups)
        {
            if (name == attribute)
            {
                return string.IsNullOrWhiteSpace(value) || value == Missing ? null : value;
            }
        }

        return null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static CodedAttribute Categories(string name, string?[] values, string[] distinct)
    {
        if (distinct.Length > MostGroups)
        {
            throw new DataException(FormattableString.Invariant(
                $"The attribute '{name}' has {distinct.Length} different values: expected at most {MostGroups} groups. Name another column, or join values into fewer groups."));
        }

        var index = distinct.Select((value, i) => (value, i)).ToDictionary(p => p.value, p => p.i, StringComparer.Ordinal);
        int[] codes = [.. values.Select(v => v is null ? distinct.Length : index[v])];
        return new(new(name, "each value is a group", distinct, codes.Count(c => c == distinct.Length)), codes);
    }

    private static CodedAttribute Quartiles(string name, string?[] values)
    {
        double[] numbers = [.. values.OfType<string>().Select(v => Number(v)!.Value).Order()];
        if (numbers.Length == 0)
        {
            return Categories(name, values, []);
        }

        double[] cuts = [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(p => SortedArrayStatistics.QuantileCustom(numbers, p, QuantileDefinition.R7)).Distinct()];
        var groups = Math.Max(1, cuts.Length - 1);
        string[] names = [.. Enumerable.Range(0, groups).Select(i => FormattableString.Invariant($"{(i == 0 ? '[' : '(')}{cuts[i]}, {cuts[Math.Min(i + 1, cuts.Length - 1)]}]"))];
        int[] codes = [.. values.Select(v => v is null ? groups : Bin(Number(v)!.Value, cuts, groups))];
        return new(new(name, $"cut at the quartiles of all known values: {string.Join(", ", names)}", names, codes.Count(c => c == groups)), codes);
    }

    /// <summary>The first bin whose upper edge is not below the number: bins are open below and closed above.</summary>
    private static int Bin(double number, double[] cuts, int groups)
    {
        for (var bin = 0; bin < groups - 1; bin++)
        {
            if (number <= cuts[bin + 1])
            {
                return bin;
            }
        }

        return groups - 1;
    }
}
