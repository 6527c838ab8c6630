using System.CommandLine;

namespace MLExplain.Cli.Commands;

/// <summary>Reviews of an earlier report that hold for a run.</summary>
internal static class ReviewOption
{
    public static Option<string?> Create() => new("--review")
    {
        Description = "Folder of an earlier report, or its review.json, whose reviews hold here: findings dismissed there do not count until their expiry, as long as they are no worse.",
    };
}
