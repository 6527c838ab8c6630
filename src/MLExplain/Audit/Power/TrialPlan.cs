using MLExplain.Tensors;

namespace MLExplain.Audit.Power;

/// <summary>One trial's halves, target class and stamped images; a function of the images and the seed, not of their order.</summary>
/// <param name="Target">Class whose images are stamped more often.</param>
/// <param name="Refitted">Images that the last layer is fitted to.</param>
/// <param name="Audited">The others, which the audit sees.</param>
/// <param name="Stamped">Of each image whether it carries the stamp.</param>
internal sealed record TrialPlan(int Target, IReadOnlyList<int> Refitted, IReadOnlyList<int> Audited, bool[] Stamped)
{
    public static TrialPlan Draw(PlantableImages images, string trial, DetectionPowerOptions options)
    {
        int[] classes = [.. images.Labels.Distinct().Order()];
        var target = classes[(int)(ContentSeed.Derive(options.Seed, $"{trial}\0target") % (ulong)classes.Length)];
        var (refitted, audited, stamped) = (new List<int>(), new List<int>(), new bool[images.Count]);
        foreach (var label in classes)
        {
            int[] drawn = [.. Enumerable.Range(0, images.Count).Where(n => images.Labels[n] == label).OrderBy(n => ContentSeed.Derive(options.Seed, $"{trial}\0{images.ContentHash(n)}\0{images.Id(n)}"))];
            foreach (var (half, part) in new[] { (refitted, drawn[..(drawn.Length / 2)]), (audited, drawn[(drawn.Length / 2)..]) })
            {
                var count = (int)Math.Round((label == target ? options.Correlation : 1 - options.Correlation) * part.Length, MidpointRounding.AwayFromZero);
                foreach (var image in part[..count])
                {
                    stamped[image] = true;
                }

                half.AddRange(part);
            }
        }

        return new TrialPlan(target, [.. refitted.Order()], [.. audited.Order()], stamped);
    }
}
