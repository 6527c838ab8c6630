using System.CommandLine;
using System.CommandLine.Parsing;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain audit</c>: fairness from a CSV of predictions, without a model.</summary>
internal static class AuditCommand
{
    private const string Examples = """
        The CSV has one row per image, patient or case: its true class, its predicted class, and attributes such as sex or site.
        Exit code: 0 no gate fails, 1 a gate fails, and with --strict 3 when one is inconclusive or could not be evaluated;
        with --baseline 4 when no gate fails but one is worse than in the earlier audit of the same records.

        Examples:
          mlexplain audit predictions.csv --group sex --group age --positive malignant
          mlexplain audit predictions.csv --group sex --positive yes --score score --gate "equal_opportunity_difference <= 0.1" --gate "tpr[sex] >= 0.8"
        """;

    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("predictions") { Description = "The CSV of predictions, with a header line." };
        var groups = new Option<string[]>("--group") { Description = "Column of an attribute whose groups are compared; repeat it for several. Intersections of two are compared too." };
        var id = new Option<string?>("--id") { Description = "Column of a unique identifier; default: rows are numbered." };
        var label = new Option<string>("--label") { Description = "Column of the true class; default: label.", DefaultValueFactory = _ => "label" };
        var prediction = new Option<string>("--prediction") { Description = "Column of the predicted class; default: prediction.", DefaultValueFactory = _ => "prediction" };
        var score = new Option<string?>("--score") { Description = "Column of the probability of the positive class (of the predicted one without --positive); default: none." };
        var positive = new Option<string?>("--positive") { Description = "The class that counts as positive; default: each class is compared with the rest." };
        var gates = new Option<GateCondition[]>("--gate")
        {
            Description = "A condition such as \"equal_opportunity_difference[sex] <= 0.1 warning\"; repeat it for several. "
                + "Default: gaps of TPR, error rates and accuracy between groups of at most 0.1; selection rates and intersections only warn.",
            CustomParser = Conditions,
        };
        var minimum = NumberOption.Whole("--minimum", "Least number of records that a rate may be a share of; default: 10.");
        var replicates = NumberOption.Whole("--replicates", "Bootstrap resamples and permutations; default: 1000.");
        var seed = NumberOption.Whole("--seed", "Seed of the resamples; default: 0.");
        var strict = new Option<bool>("--strict") { Description = "End with 3 when a gate is inconclusive or could not be evaluated." };
        var output = new Option<string?>("--out") { Description = "Folder to write to; default: reports/NAME-audit, where the CSV is NAME.csv." };
        var baseline = BaselineOption.Create();
        var review = ReviewOption.Create();
        var date = DateOption.Create();
        var pdf = new Option<bool>("--pdf") { Description = "Also print the page to audit.pdf, A4, through an installed Chromium." };
        var command = new Verb("audit", "Audit the fairness of predictions in a CSV, without a model; the last line printed is the path of the page.", Examples)
        {
            path, groups, id, label, prediction, score, positive, gates, minimum, replicates, seed, strict, baseline, review, date, pdf, output,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var file = parsed.GetRequiredValue(path);
            var defaults = new FairnessOptions { Attributes = [.. Groups(file, parsed.GetValue(groups)).Select(g => new GroupAttribute(g))] };
            var audit = new PredictionsAudit(file, terminal)
            {
                Columns = new PredictionColumns
                {
                    Id = parsed.GetValue(id), Label = parsed.GetRequiredValue(label), Prediction = parsed.GetRequiredValue(prediction), Score = parsed.GetValue(score),
                    Groups = [.. defaults.Attributes.Select(a => a.Name)],
                },
                Options = defaults with
                {
                    Positive = parsed.GetValue(positive), MinimumDenominator = parsed.GetValue(minimum) ?? defaults.MinimumDenominator,
                    Replicates = parsed.GetValue(replicates) ?? defaults.Replicates, Seed = parsed.GetValue(seed) ?? defaults.Seed,
                },
                IsStrict = parsed.GetValue(strict),
                Exceptions = parsed.GetValue(review) is { } reviewed ? EarlierReviews.Load(reviewed, Path.GetFileNameWithoutExtension(file), terminal) : [],
                Date = DateOption.Of(parsed.GetValue(date), terminal),
                Pdf = parsed.GetValue(pdf) ? PagePdf.Find() : null,
                Baseline = BaselineOption.Load(parsed.GetValue(baseline)),
                Gates = parsed.GetValue(gates) is { Length: > 0 } given ? given : null,
            };
            var outcome = audit.Execute(parsed.GetValue(output) ?? Path.Combine("reports", $"{Path.GetFileNameWithoutExtension(file)}-audit"), cancellationToken);
            return Task.FromResult(PipelineArguments.Answer(terminal, outcome, audit.IsStrict));
        });
        return command;
    }

    private static string[] Groups(string file, string[]? named) => named is { Length: > 0 } ? named
        : throw new ConfigurationException($"--group names no attribute whose groups are to be compared: expected at least one of the columns of '{file}', which are {string.Join(", ", PredictionsReader.Columns(file))}.");

    private static GateCondition[]? Conditions(ArgumentResult result)
    {
        try
        {
            return [.. result.Tokens.Select(t => GateCondition.Parse(t.Value))];
        }
        catch (ArgumentException e)
        {
            result.AddError($"--gate: {e.Message}");
            return null;
        }
    }
}
