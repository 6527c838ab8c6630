using System.Text.RegularExpressions;

namespace MLExplain.Tests.Pipelines;

/// <summary>The program that audits the demo in ML.NET finds what the committed predictions say, and its exit code is the decision.</summary>
[Collection(DemoProgram.OneBuildAtATime)]
public sealed partial class FairnessProgramTests
{
    [Fact]
    public void TheProgramComparesGroupsAndDecides()
    {
        var (exitCode, output) = DemoProgram.Run("pipelines/fairness-audit.cs");

        Assert.True(exitCode == 1, output);
        var found = RatePattern().Matches(output).Select(m => (m.Groups[1].Value, int.Parse(m.Groups[2].Value), int.Parse(m.Groups[3].Value)));
        var expected = File.ReadLines(DemoFolder.PathOf("predictions.csv")).Skip(1).Select(line => line.Split(','))
            .Where(row => row[1] == "malignant").GroupBy(row => row[4]).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Count(row => row[2] == "malignant"), group.Count()));
        Assert.Equal(expected, found);
        Assert.Contains("fails: accuracy_parity_difference[SkinGroup; malignant] is 0.33, expected <= 0.1", output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(\w+) +(\d+) of +(\d+) malignant lesions are found", RegexOptions.Multiline)]
    private static partial Regex RatePattern();
}
