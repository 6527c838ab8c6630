namespace MLExplain.Audit.Spurious;

/// <summary>Predicts a class from a bin by counting: which class, made equally frequent, is the most likely in the bin? Counted on the other folds only.</summary>
/// <param name="strata">Number of strata.</param>
/// <param name="folds">Number of folds.</param>
/// <param name="bins">Number of bins.</param>
/// <param name="classes">Number of classes.</param>
internal sealed class CrossFit(int strata, int folds, int bins, int classes)
{
    private readonly int[] _counts = new int[strata * folds * bins * classes];
    private readonly double[] _trained = new double[classes];

    public void Clear() => Array.Clear(_counts);

    public void Add(int stratum, int fold, int bin, int @class) => _counts[Index(stratum, fold, bin) + @class]++;

    /// <summary>Skill over guessing, mean over strata weighted by their images, and the share predicted right.</summary>
    public (double Skill, double Accuracy) Score()
    {
        var (skill, right, all) = (0.0, 0.0, 0);
        for (var stratum = 0; stratum < strata; stratum++)
        {
            var totals = Totals(stratum);
            var present = totals.Count(t => t > 0);
            var images = totals.Sum();
            if (images == 0)
            {
                continue;
            }

            var correct = Correct(stratum, totals);
            var balanced = correct.Zip(totals, (c, t) => t == 0 ? 0 : c / t).Sum() / present;
            var chance = 1.0 / present;
            skill += images * (balanced - chance) / (1 - chance);
            (right, all) = (right + correct.Sum(), all + images);
        }

        return (skill / all, right / all);
    }

    /// <summary>Images of each class predicted right; bins where classes tie give each an equal share.</summary>
    private double[] Correct(int stratum, int[] totals)
    {
        var correct = new double[classes];
        for (var fold = 0; fold < folds; fold++)
        {
            int[] others = [.. Enumerable.Range(0, classes).Select(c => totals[c] - Fold(stratum, fold, c))];
            for (var bin = 0; bin < bins; bin++)
            {
                Credit(stratum, fold, bin, others, totals, correct);
            }
        }

        return correct;
    }

    private void Credit(int stratum, int fold, int bin, int[] others, int[] totals, double[] correct)
    {
        var (best, ties) = (-1.0, 0);
        for (var c = 0; c < classes; c++)
        {
            var inBin = 0;
            for (var f = 0; f < folds; f++)
            {
                inBin += f == fold ? 0 : _counts[Index(stratum, f, bin) + c];
            }

            _trained[c] = totals[c] == 0 ? -1 : others[c] == 0 ? 0 : inBin / (double)others[c];
            (best, ties) = _trained[c] > best ? (_trained[c], 1) : (best, ties + (_trained[c] == best ? 1 : 0));
        }

        for (var c = 0; c < classes; c++)
        {
            correct[c] += _trained[c] == best ? _counts[Index(stratum, fold, bin) + c] / (double)ties : 0;
        }
    }

    private int[] Totals(int stratum)
    {
        var totals = new int[classes];
        for (var fold = 0; fold < folds; fold++)
        {
            for (var c = 0; c < classes; c++)
            {
                totals[c] += Fold(stratum, fold, c);
            }
        }

        return totals;
    }

    private int Fold(int stratum, int fold, int @class)
    {
        var sum = 0;
        for (var bin = 0; bin < bins; bin++)
        {
            sum += _counts[Index(stratum, fold, bin) + @class];
        }

        return sum;
    }

    private int Index(int stratum, int fold, int bin) => ((((stratum * folds) + fold) * bins) + bin) * classes;
}
