using MLExplain.Saliency;

namespace MLExplain.Tests.Pipelines;

/// <summary>What the README shows is what the repository holds.</summary>
public sealed class ReadmeTests
{
    private static string Readme { get; } = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void ItsCSharpIsThePipelineFile()
    {
        var program = File.ReadAllText(Path.Combine(Repository.Root, "pipelines", "saliency-columns.cs"));

        Assert.Contains($"```csharp\n{program.TrimEnd()}\n```", Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryLineOfItsCSharpIsInAPipelineFile()
    {
        var programs = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "pipelines"), "*.cs").Select(File.ReadAllText));

        var shown = System.Text.RegularExpressions.Regex.Matches(Readme, "```csharp\n(.*?)```", System.Text.RegularExpressions.RegexOptions.Singleline);
        Assert.True(shown.Count > 1);
        Assert.All(shown, block => Assert.Contains(block.Groups[1].Value.TrimEnd(), programs, StringComparison.Ordinal));
    }

    [Fact]
    public void ItsTableListsEveryMethod() =>
        Assert.All(SaliencyMethods.All, m => Assert.Contains($"| `{m.Name}` |", Readme, StringComparison.Ordinal));

    [Fact]
    public void EveryFileItLinksExists()
    {
        var links = System.Text.RegularExpressions.Regex.Matches(Readme, @"\]\((?!https?:)([^)#]+)\)").Select(m => m.Groups[1].Value);

        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link)), link));
    }
}
