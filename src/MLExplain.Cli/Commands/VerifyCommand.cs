using System.CommandLine;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;
using MLExplain.Reporting.Verification;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain verify</c>: checks a report against its own hashes and records.</summary>
internal static class VerifyCommand
{
    private const string Examples = """
        Every file is held against its SHA-256 in manifest.json, and every gate is computed again from the CSV files, without the model.
        That shows that a report is whole and consistent, not who wrote it: keep the seal that is printed, apart from the report, and give
        it to --seal later. With --pipeline the pipeline file, the model, the data and every picture are hashed too.
        Answers 0 when everything agrees, 1 when something does not.

        Examples:
          mlexplain verify reports/july
          mlexplain verify reports/july --seal 3f0d6f4b2c1e9a78 --pipeline audit.yaml
        """;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("report") { Description = "Folder of the report." };
        var seal = new Option<string?>("--seal") { Description = "The seal as it was kept, or its first 16 digits or more." };
        var pipeline = new Option<string?>("--pipeline") { Description = "The pipeline file of the run: its inputs are hashed too; default: they are not checked." };
        var reviews = new Option<string?>("--reviews") { Description = "The hash of the reviews as 'review apply' printed it, or its first 16 digits or more: shows whether later reviews were taken away." };
        var command = new Verb("verify", "Check every file of a report against its hash, and compute its gates again from its CSV files.", Examples) { folder, seal, reviews, pipeline };
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(folder);
            var kept = parsed.GetValue(seal) is { } text ? Seal("--seal", text) : null;
            var head = parsed.GetValue(reviews) is { } last ? Seal("--reviews", last) : null;
            if (Verified(path, out var damage, cancellationToken) is not { } verification)
            {
                return Task.FromResult(Refuse(terminal, path, damage));
            }

            List<string> differences = [.. Unsealed(verification, kept), .. Unreviewed(verification, head), .. verification.Differences];
            var inputs = parsed.GetValue(pipeline) is { } file ? InputCheck.Of(file, verification, cancellationToken) : null;
            differences.AddRange(inputs?.Differences ?? []);
            Print(terminal, verification, kept, inputs);
            foreach (var difference in differences)
            {
                terminal.Answer($"DIFFERS: {difference}");
            }

            SayVersion(terminal, verification.Manifest, differences.Count);
            terminal.Answer($"{(differences.Count == 0 ? "verified" : "not verified")}: {path}");
            terminal.Give(() => new
            {
                verified = differences.Count == 0, verification.Manifest.Seal, sealCompared = kept is not null, verification.Files, gates = Gates(verification), verification.TakenAsWritten,
                verification.Reviews, verification.ReviewHead, inputs = inputs?.Sentence, differences,
            });
            return Task.FromResult(differences.Count == 0 ? ExitCode.Done : ExitCode.GateFailed);
        });
        return command;
    }

    /// <summary>What the report holds; null, with the reason, when its manifest is there but cannot be trusted to say what to check.</summary>
    private static ReportVerification? Verified(string folder, out string damage, CancellationToken cancellationToken)
    {
        damage = "";
        try
        {
            return ReportVerification.Of(folder, cancellationToken);
        }
        catch (DataException e) when (File.Exists(Path.Combine(folder, RunManifest.FileName)))
        {
            damage = e.Message;
            return null;
        }
    }

    /// <summary>Another version may word a page, or write a column, otherwise: that is no forgery, and the version that wrote the report can tell.</summary>
    private static void SayVersion(Terminal terminal, RunManifest manifest, int differences)
    {
        var (wrote, reads) = (manifest.Versions.GetValueOrDefault("MLExplain"), RunFacts.Versions["MLExplain"]);
        if (differences > 0 && wrote != reads)
        {
            terminal.PrintWarning($"warning: MLExplain {wrote} wrote the report, and this is {reads}, which may write some of it in another form: verify it with {wrote}.");
        }
    }

    private static int Refuse(Terminal terminal, string folder, string damage)
    {
        terminal.Answer($"DIFFERS: {damage}");
        terminal.Answer($"not verified: {folder}");
        terminal.Give(() => new { verified = false, differences = new[] { damage } });
        return ExitCode.GateFailed;
    }

    private static void Print(Terminal terminal, ReportVerification verification, string? kept, InputCheck? inputs)
    {
        terminal.Print($"seal: {verification.Manifest.Seal}{(kept is null ? " (not compared: no --seal was given)" : HasSeal(verification, kept) ? " (the one given)" : "")}");
        terminal.Print($"files: {verification.Files.Count(f => f.State == FileState.Unchanged)} of {verification.Manifest.Outputs.Count} as the run wrote them");
        terminal.Print($"gates: {Gates(verification)}");
        terminal.Print($"taken as measured, but for cells that follow from others: {string.Join(", ", verification.TakenAsWritten)}");
        terminal.Print($"reviews: {verification.Reviews}{(verification.ReviewHead is { } head ? $", the last with the hash {head}" : "")}");
        terminal.Print($"parts: the run's working state in the folder 'parts' is no part of the report, and was not checked");
        terminal.Print($"inputs: {inputs?.Sentence ?? "not checked: no --pipeline was given"}");
    }

    private static string Gates(ReportVerification verification) => verification switch
    {
        { Manifest.Audit: null } => "the run had no audit",
        { Decision: { } decision } => FormattableString.Invariant($"{decision.Results.Count} computed again from the CSV files: {decision.Sentence}")
            + (verification.Manifest.Outputs.Any(o => o.File == BaselineCsv.FileName) ? " What the report says of its baseline was not computed again: that needs the earlier report." : ""),
        _ => "not computed again, see below",
    };

    private static bool HasSeal(ReportVerification verification, string kept) => verification.Manifest.Seal.StartsWith(kept, StringComparison.Ordinal);

    private static IEnumerable<string> Unsealed(ReportVerification verification, string? kept) => kept is null || HasSeal(verification, kept) ? []
        : [$"manifest.json: its seal is {verification.Manifest.Seal}, the one given is {kept}: this is not the report that was sealed."];

    private static IEnumerable<string> Unreviewed(ReportVerification verification, string? kept) => kept is null || verification.ReviewHead?.StartsWith(kept, StringComparison.Ordinal) == true ? []
        : [$"review.json: its last review has the hash {verification.ReviewHead ?? "of none"}, the one given is {kept}: reviews were taken away or added since."];

    private static string Seal(string option, string text) => text.Trim().ToLowerInvariant() is { Length: >= 16 and <= 64 } seal && seal.All(char.IsAsciiHexDigit) ? seal
        : throw new ConfigurationException($"{option} '{text}' is no {(option == "--seal" ? "seal" : "hash")}: expected its 64 hexadecimal digits, or the first 16 or more of them.");
}
