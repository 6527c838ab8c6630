namespace MLExplain.Audit.Fairness;

/// <summary>
/// The groups and true classes that can be compared with each other: every one of these groups has enough records of every one of these classes. Until that is so, the group or
/// class that lacks the largest share of the others is left out; of leaving out groups first, classes first, or whichever lacks more, that is taken which keeps the most records.
/// Two groups are kept as long as a class is left.
/// </summary>
internal sealed class CommonClasses
{
    /// <summary>Records of each group, of each class.</summary>
    private readonly long[][] _counts;

    private readonly long _minimum;

    /// <param name="groups">Groups with records.</param>
    /// <param name="minimum">Least number of records of a class in a group.</param>
    public CommonClasses(IReadOnlyList<ComparedGroup> groups, int minimum)
    {
        int[] all = [.. groups.SelectMany(g => g.Cells.Cells).Select(c => c.Label).Distinct().Order()];
        (_minimum, _counts) = (minimum, [.. groups.Select(g => Of(g, all))]);
        Kept kept = new Func<double, double, bool>[] { (ofGroup, ofClass) => ofGroup > ofClass, (_, _) => true, (_, _) => false }
            .Select(isGroupFirst => Reduced(groups.Count, all.Length, isGroupFirst)).MaxBy(k => k.Groups.Sum(g => k.Classes.Sum(c => _counts[g][c])));
        Classes = [.. kept.Classes.Select(c => all[c])];
        LeftOutClasses = [.. all.Except(Classes)];
        var compared = Classes.ToHashSet();
        Groups = [.. kept.Groups.Select(g => groups[g]).Select(g => g with { Cells = g.Cells with { Cells = [.. g.Cells.Cells.Where(c => compared.Contains(c.Label))] } })];
    }

    /// <summary>The numbers of the classes, ascending.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Classes that occur and are not compared.</summary>
    public IReadOnlyList<int> LeftOutClasses { get; }

    /// <summary>The groups, with their records of these classes alone.</summary>
    public IReadOnlyList<ComparedGroup> Groups { get; }

    private static long[] Of(ComparedGroup group, int[] classes)
    {
        var counts = new long[classes.Length];
        foreach (var cell in group.Cells.Cells)
        {
            counts[Array.BinarySearch(classes, cell.Label)] += cell.Count;
        }

        return counts;
    }

    /// <summary>Leaves out until nothing lacks.</summary>
    /// <param name="groups">Number of groups.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="isGroupFirst">Whether the worst group goes before the worst class, by the shares that they lack.</param>
    private Kept Reduced(int groups, int classes, Func<double, double, bool> isGroupFirst)
    {
        var kept = new Kept([.. Enumerable.Range(0, groups)], [.. Enumerable.Range(0, classes).Where(c => _counts.Count(g => g[c] >= _minimum) >= 2)]);
        kept.Groups.RemoveAll(g => kept.Classes.TrueForAll(c => Lacks(g, c)));
        while (kept.Classes.Count > 0)
        {
            var worstClass = kept.Classes.Select(c => (Class: c, Share: kept.Groups.Count(g => Lacks(g, c)) / (double)kept.Groups.Count)).MaxBy(c => c.Share);
            var worstGroup = kept.Groups.Select(g => (Group: g, Share: kept.Classes.Count(c => Lacks(g, c)) / (double)kept.Classes.Count)).MaxBy(g => g.Share);
            if (worstClass.Share == 0)
            {
                break;
            }

            _ = kept.Groups.Count > 2 && isGroupFirst(worstGroup.Share, worstClass.Share) ? kept.Groups.Remove(worstGroup.Group) : kept.Classes.Remove(worstClass.Class);
        }

        return kept;
    }

    private bool Lacks(int group, int @class) => _counts[group][@class] < _minimum;

    /// <summary>Places of the groups and of the classes that are kept.</summary>
    private readonly record struct Kept(List<int> Groups, List<int> Classes);
}
