using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MLExplain.Cli.Pipelines;
using MLExplain.Reporting;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain review</c>: stores a reviewer's decisions beside a report, and shows them.</summary>
internal static class ReviewCommand
{
    private const string Examples = """
        The page of an audit saves decisions.json. A review is added to review.json in the report's folder; nothing in it is ever replaced.

        Examples:
          mlexplain review apply decisions.json --report reports/july --name "R. Vega" --role "model validation"
          mlexplain review show reports/july
        """;

    public static Command Create(Terminal terminal) => new Verb("review", "Store a reviewer's decisions beside a report, and show them.", Examples, VerbOutput.None) { Apply(terminal), Show(terminal) };

    private static Verb Apply(Terminal terminal)
    {
        var decisions = new Argument<string>("decisions") { Description = "The file that the report's page saved." };
        var report = new Option<string>("--report") { Description = "Folder of the report.", Required = true };
        var name = new Option<string>("--name") { Description = "Who reviewed.", Required = true };
        var role = new Option<string>("--role") { Description = "As what.", Required = true };
        var date = new Option<string?>("--date") { Description = "When, such as 2026-07-31; default: today, UTC." };
        var command = new Verb("apply", "Check decisions against a report and add them to its review.json.", Examples) { decisions, report, name, role, date };
        command.SetAction((parsed, _) =>
        {
            var entry = ReviewFile.Apply(
                parsed.GetRequiredValue(decisions), parsed.GetRequiredValue(report), Text("--name", parsed.GetRequiredValue(name)), Text("--role", parsed.GetRequiredValue(role)),
                DateOption.Of(parsed.GetValue(date), terminal), OutputFile.Write);
            terminal.Answer($"{Sentence.Count(entry.Decisions.Count, "decision")} added to {Path.Combine(parsed.GetRequiredValue(report), ReviewFile.FileName)}");
            terminal.Say($"hash of the reviews, for 'mlexplain verify --reviews': {entry.Hash}");
            terminal.Say($"The page stays as the run wrote it; 'mlexplain review show' prints the reviews, and --review or audit.review of the next run takes them over.");
            terminal.Give(() => new { file = Path.Combine(parsed.GetRequiredValue(report), ReviewFile.FileName), entry });
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Verb Show(Terminal terminal)
    {
        var folder = new Argument<string>("report") { Description = "Folder of the report." };
        var command = new Verb("show", "Check the reviews of a report and print them, oldest first.", Examples, VerbOutput.Json) { folder };
        command.SetAction((parsed, _) =>
        {
            var entries = ReviewFile.Load(parsed.GetRequiredValue(folder));
            terminal.Print($"{Sentence.Count(entries.Count, "review")}");
            terminal.Give(() => new { entries });
            foreach (var entry in entries)
            {
                terminal.Print($"{entry.Date:yyyy-MM-dd} {entry.Name}, {entry.Role}");
                foreach (var decision in entry.Decisions)
                {
                    var until = decision.Expires is { } day ? string.Create(CultureInfo.InvariantCulture, $" until {day:yyyy-MM-dd}") : "";
                    terminal.Print($"  {decision.Finding} {JsonNamingPolicy.SnakeCaseLower.ConvertName(decision.Decision.ToString())}{until}: {entry.Findings.First(f => f.Id == decision.Finding).Title}. {decision.Comment}");
                }
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string Text(string option, string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : throw new ConfigurationException($"{option} is empty: a review needs to say who made it.");
}
