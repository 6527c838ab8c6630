using System.CommandLine;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain trend</c>: the gates of past runs over time.</summary>
internal static class TrendCommand
{
    private const string Examples = """
        Reads every report below the folder, and shows runs of one name together. Numbers are joined only where nothing but the model changed.
        Folders that hold no report that can be read are counted and listed on the page.

        Examples:
          mlexplain trend reports
          mlexplain trend reports/monthly --out trend.html
        """;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "The folder of the reports of past runs." };
        var output = new Option<string?>("--out") { Description = "The page to write, a .html file; the table is written beside it as .csv. Default: trend.html in the folder." };
        var command = new Verb("trend", "Show the gates of past runs over time; the last line printed is the path of the page.", Examples) { folder, output };
        command.SetAction((parsed, _) => Task.FromResult(Write(terminal, parsed.GetRequiredValue(folder), parsed.GetValue(output))));
        return command;
    }

    private static int Write(Terminal terminal, string folder, string? output)
    {
        var page = output ?? Path.Combine(folder, "trend.html");
        if (Path.GetExtension(page) != ".html" || Directory.Exists(page))
        {
            throw new ConfigurationException($"--out '{page}' is not usable: expected a file ending in .html.");
        }

        if (!Directory.Exists(folder) || PastRuns.IsRun(folder))
        {
            throw new ConfigurationException($"'{folder}' is {(Directory.Exists(folder) ? "the report of one run" : "no folder")}: expected the folder that holds the reports of several runs.");
        }

        var report = PastRuns.Read(folder);
        if (report.Runs == 0)
        {
            throw new DataException($"'{folder}' holds no report of an audit that can be read{(report.Unread.Count > 0 ? $": of {report.Unread[0].Folder}, {report.Unread[0].Reason}" : ".")} Expected folders that 'mlexplain run' or 'mlexplain audit' wrote.");
        }

        var table = Path.ChangeExtension(page, ".csv");
        OutputFile.Write(table, file => TrendCsv.Write(file, report));
        OutputFile.Write(page, file => TrendPage.Write(file, $"Trend of {Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar))}", report));
        foreach (var unread in report.Unread)
        {
            terminal.Warn($"not read: {unread.Reason}");
        }

        terminal.Print($"{TrendText.Sentence(report)}");
        terminal.Answer($"{page}");
        terminal.Give(() => new
        {
            page,
            table,
            runs = report.Trends.SelectMany(t => t.Runs).Select(r => new { r.Run.Name, r.Number, r.Run.Folder, r.Run.Started, r.Run.Verdict, r.Segment, r.IsComparable, changes = r.Changes }),
            report.Unread,
        });
        return ExitCode.Done;
    }
}
