using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>One property against one target: the images that count, their skill, and the skill of shuffled targets.</summary>
internal sealed class AssociationTest
{
    private readonly AssociationOptions _options;
    private readonly PropertyColumn _property;
    private readonly AssociationTarget _target;
    private readonly int[] _folds;
    private readonly int[] _rows;

    public AssociationTest(PropertyColumn property, AssociationTarget target, int[] folds, AssociationOptions options)
    {
        (_property, _target, _folds, _options) = (property, target, folds, options);
        _rows = Eligible();
    }

    public PropertyAssociation Run(CancellationToken cancellationToken)
    {
        var association = new PropertyAssociation(_property.Name, _target.Name)
        {
            Status = AssociationStatus.Ok, Images = _rows.Length, LeftOut = _folds.Length - _rows.Length,
        };
        if (_rows.Length == 0)
        {
            return association with { Status = AssociationStatus.TooFewPerClass };
        }

        if (_rows.All(r => _property.Bins[r] == _property.Bins[_rows[0]]))
        {
            return association with { Status = AssociationStatus.ConstantProperty };
        }

        int[] classes = [.. _rows.Select(r => _target.Classes[r])];
        var (skill, accuracy) = Score(classes, NewFit());
        return association with
        {
            Skill = skill, Accuracy = accuracy, MajorityRate = classes.GroupBy(c => c).Max(g => g.Count()) / (double)classes.Length,
            PValue = (1.0 + Exceeding(classes, skill, cancellationToken)) / (1 + _options.Permutations),
        };
    }

    /// <summary>Rows with a bin, in a stratum where at least two classes have enough of them, of such a class.</summary>
    private int[] Eligible()
    {
        int[] known = [.. Enumerable.Range(0, _folds.Length).Where(r => _property.Bins[r] >= 0 && _target.Classes[r] >= 0)];
        return
        [
            .. known.GroupBy(r => _target.Strata[r])
                .Select(stratum => stratum.GroupBy(r => _target.Classes[r]).Where(c => c.Count() >= _options.MinimumPerClass).ToList())
                .Where(classes => classes.Count >= 2)
                .SelectMany(classes => classes.SelectMany(c => c)).Order(),
        ];
    }

    /// <summary>How many permutations of the classes within their strata do at least as well: an exact test, whatever the sizes.</summary>
    private int Exceeding(int[] classes, double skill, CancellationToken cancellationToken)
    {
        int[][] strata = [.. Enumerable.Range(0, _rows.Length).GroupBy(i => _target.Strata[_rows[i]]).Select(g => g.ToArray())];
        var seed = ContentSeed.Derive(_options.Seed, $"{_property.Name}\0{_target.Name}");
        var exceeding = 0;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(
            0,
            _options.Permutations,
            parallel,
            () => (Fit: NewFit(), Shuffled: new int[classes.Length], Count: 0),
            (permutation, _, state) =>
            {
                classes.CopyTo(state.Shuffled, 0);
                var random = new SplitMix64(seed + ((ulong)permutation * 0xD1B54A32D192ED03));
                foreach (var stratum in strata)
                {
                    Shuffle(state.Shuffled, stratum, ref random);
                }

                // Equal counts give equal skills only up to the order of the sums.
                return state with { Count = state.Count + (Score(state.Shuffled, state.Fit).Skill >= skill - 1e-12 ? 1 : 0) };
            },
            state => Interlocked.Add(ref exceeding, state.Count));
        return exceeding;
    }

    private (double Skill, double Accuracy) Score(int[] classes, CrossFit fit)
    {
        fit.Clear();
        for (var i = 0; i < _rows.Length; i++)
        {
            var row = _rows[i];
            fit.Add(_target.Strata[row], _folds[row], _property.Bins[row], classes[i]);
        }

        return fit.Score();
    }

    private static void Shuffle(int[] values, int[] places, ref SplitMix64 random)
    {
        for (var i = places.Length - 1; i > 0; i--)
        {
            var j = (int)(random.NextUniform() * (i + 1));
            (values[places[i]], values[places[j]]) = (values[places[j]], values[places[i]]);
        }
    }

    private CrossFit NewFit() => new(_target.StratumCount, _options.Folds, _property.Count, _target.Count);
}
