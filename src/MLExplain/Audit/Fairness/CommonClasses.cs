namespace MLExplain.Audit.Fairness;

/// <summary>
/// The groups and true classes that can be compared with each other: every one of these groups has enough records of every one of these classes. Until that is so, the group or
/// class that lacks the largest share of the others is left out, a class before a group, and two groups are kept as long as a class is left.
/// </summary>
internal sealed class CommonClasses
{
    private readonly long _minimum;
    private readonly List<ComparedGroup> _groups;
    private readonly List<int> _classes;

    /// <param name="groups">Groups with records.</param>
    /// <param name="minimum">Least number of records of a class in a group.</param>
    public CommonClasses(IReadOnlyList<ComparedGroup> groups, int minimum)
    {
        _minimum = minimum;
        int[] all = [.. groups.SelectMany(g => g.Cells.Cells).Select(c => c.Label).Distinct().Order()];
        _groups = [.. groups];
        _classes = [.. all.Where(c => groups.Count(g => !Lacks(g, c)) >= 2)];
        _groups.RemoveAll(g => _classes.TrueForAll(c => Lacks(g, c)));
        while (_classes.Count > 0 && LeaveOut())
        {
        }

        LeftOutClasses = [.. all.Except(_classes)];
    }

    /// <summary>The numbers of the classes, ascending.</summary>
    public IReadOnlyList<int> Classes => _classes;

    /// <summary>Classes that occur and are not compared.</summary>
    public IReadOnlyList<int> LeftOutClasses { get; }

    /// <summary>The groups, with their records of these classes alone.</summary>
    public IReadOnlyList<ComparedGroup> Groups =>
        [.. _groups.Select(g => g with { Cells = g.Cells with { Cells = [.. g.Cells.Cells.Where(c => _classes.BinarySearch(c.Label) >= 0)] } })];

    private bool LeaveOut()
    {
        var worstClass = _classes.Select(c => (Class: c, Share: _groups.Count(g => Lacks(g, c)) / (double)_groups.Count)).MaxBy(c => c.Share);
        var worstGroup = _groups.Select(g => (Group: g, Share: _classes.Count(c => Lacks(g, c)) / (double)_classes.Count)).MaxBy(g => g.Share);
        if (worstClass.Share == 0)
        {
            return false;
        }

        return _groups.Count > 2 && worstGroup.Share > worstClass.Share ? _groups.Remove(worstGroup.Group) : _classes.Remove(worstClass.Class);
    }

    private bool Lacks(ComparedGroup group, int @class) => group.Cells.Cells.Where(c => c.Label == @class).Sum(c => c.Count) < _minimum;
}
