using System.Runtime.InteropServices;

namespace MLExplain.Audit.Fairness;

/// <summary>One attribute, or the intersection of several, with its groups.</summary>
/// <param name="Name">The attributes' names, joined by " &amp; "; empty for all records together.</param>
/// <param name="Order">Number of attributes.</param>
/// <param name="Groups">Its groups in the order of the attributes' own; those with a missing value are marked.</param>
/// <param name="Absent">Intersections that no record belongs to.</param>
/// <param name="Members">Of each record the index of its group.</param>
internal sealed record Grouping(string Name, int Order, IReadOnlyList<GroupCells> Groups, long Absent, int[] Members)
{
    /// <summary>With more possible intersections than this, those without records are only counted.</summary>
    private const int MostListedIntersections = 256;

    private const string And = Gates.GateCondition.Intersection;

    /// <summary>All records, then every attribute, then every intersection of two, of three, and so on.</summary>
    public static IEnumerable<Grouping> All(IReadOnlyList<CodedAttribute> attributes, int mostAttributes, int[] labels, int[] predictions)
    {
        yield return Of([], labels, predictions);
        for (var order = 1; order <= Math.Min(mostAttributes, attributes.Count); order++)
        {
            foreach (var chosen in Choose(attributes, order, 0))
            {
                yield return Of(chosen, labels, predictions);
            }
        }
    }

    private static IEnumerable<CodedAttribute[]> Choose(IReadOnlyList<CodedAttribute> attributes, int count, int from)
    {
        if (count == 0)
        {
            return [[]];
        }

        return Enumerable.Range(from, attributes.Count - from)
            .SelectMany(first => Choose(attributes, count - 1, first + 1).Select(rest => (CodedAttribute[])[attributes[first], .. rest]));
    }

    private static Grouping Of(CodedAttribute[] attributes, int[] labels, int[] predictions)
    {
        var found = new SortedDictionary<long, int>();
        var keys = new long[labels.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            foreach (var attribute in attributes)
            {
                keys[i] = (keys[i] * (attribute.Rule.Groups.Count + 1)) + attribute.Codes[i];
            }
        }

        foreach (var key in keys.Distinct())
        {
            found.Add(key, 0);
        }

        var possible = attributes.Aggregate(1L, (product, a) => product * a.Rule.Groups.Count);
        var known = found.Keys.LongCount(key => !Describe(attributes, key).IsMissing);
        if (possible <= MostListedIntersections)
        {
            AddAbsent(attributes, 0, 0, found);
        }

        var (next, groups) = (0, new List<Dictionary<(int, int), long>>());
        foreach (var key in found.Keys.ToList())
        {
            found[key] = next++;
            groups.Add([]);
        }

        var lookup = found.ToDictionary();
        int[] members = [.. keys.Select(key => lookup[key])];
        for (var i = 0; i < members.Length; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(groups[members[i]], (labels[i], predictions[i]), out _)++;
        }

        var name = string.Join(And, attributes.Select(a => a.Rule.Name));
        GroupCells[] cells = [.. found.Keys.Select((key, g) => Cells(attributes, key, groups[g]))];
        RequireDistinct(name, cells);
        return new(name, attributes.Length, cells, possible - known, members);
    }

    /// <summary>Two combinations of one name could not be told apart in any file, nor in a review.</summary>
    private static void RequireDistinct(string name, GroupCells[] groups)
    {
        if (groups.CountBy(g => g.Name).FirstOrDefault(g => g.Value > 1).Key is { } twice)
        {
            throw new DataException($"Two combinations of the groups of '{name}' would both be called '{twice}', because groups have '{And}' in their names: rename these in the data.");
        }
    }

    private static void AddAbsent(CodedAttribute[] attributes, int attribute, long key, SortedDictionary<long, int> found)
    {
        if (attribute == attributes.Length)
        {
            found.TryAdd(key, 0);
            return;
        }

        for (var value = 0; value < attributes[attribute].Rule.Groups.Count; value++)
        {
            AddAbsent(attributes, attribute + 1, (key * (attributes[attribute].Rule.Groups.Count + 1)) + value, found);
        }
    }

    private static GroupCells Cells(CodedAttribute[] attributes, long key, Dictionary<(int Label, int Prediction), long> counts)
    {
        var (name, isMissing) = Describe(attributes, key);
        return new(name, isMissing, [.. counts.OrderBy(c => c.Key).Select(c => new GroupCells.Cell(c.Key.Label, c.Key.Prediction, c.Value))]);
    }

    private static (string Name, bool IsMissing) Describe(CodedAttribute[] attributes, long key)
    {
        var (parts, isMissing) = (new string[attributes.Length], false);
        for (var a = attributes.Length - 1; a >= 0; a--)
        {
            var values = attributes[a].Rule.Groups;
            var code = (int)(key % (values.Count + 1));
            key /= values.Count + 1;
            isMissing |= code == values.Count;
            parts[a] = code == values.Count ? CodedAttribute.Missing : values[code];
        }

        return (string.Join(And, parts), isMissing);
    }
}
