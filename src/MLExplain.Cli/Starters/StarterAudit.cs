using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Fairness;

namespace MLExplain.Cli.Starters;

/// <summary>Writes the section of the audit: the regions that may matter, and the default gates to change.</summary>
internal static partial class StarterAudit
{
    public static void Append(StringBuilder yaml, Starter starter)
    {
        var (names, masks) = (starter.Classes.Names, starter.Data.Masks);
        yaml.Append(CultureInfo.InvariantCulture, $"""

            audit:
              minimum: 10   # fewer images than this are no group
              # The class that counts as positive; without it {(names.Count > FairnessOptions.FewClasses ? "gates speak of all classes at once" : "each class is compared with the rest")}.
              # positive: {YamlText.Scalar(names[^1])}

            """);
        yaml.Append(masks.Count > 0 ? Regions(masks) : """
              # Without masks of artefacts nothing can be taken away, so that the gate on confirmed spurious findings is not evaluated: no pass.
              # artefacts: [ruler]

            """);
        yaml.Append("""
              # What the numbers must meet: metric[attribute; class] operator threshold. 'warning' behind a gate does not fail the run. These are the defaults, '[*; ]' of all classes at once:
              # gates:

            """);
        foreach (var gate in AuditGates.Default(new AnalysisOptions { Classes = names, Method = "", Attributes = starter.Data.Groups }))
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  #   - {YamlText.Scalar($"{gate}".Replace("[*]", "", StringComparison.Ordinal))}\n");
        }
    }

    /// <summary>Which mask is which, only a reader can say; names give it away at times.</summary>
    private static string Regions(IReadOnlyList<string> masks)
    {
        string[] artefacts = [.. masks.Where(m => Artefact().IsMatch(m))];
        string[] evidence = [.. masks.Except(artefacts)];
        artefacts = artefacts.Length > 0 ? artefacts : [.. evidence.Skip(1).TakeLast(1)];
        return "  # Where the evidence should lie, and what should not matter: CHECK, then take the # away.\n"
            + (evidence.Length > 0 ? $"  # evidence: {YamlText.Scalar(evidence[0])}\n" : "") + $"  # artefacts: {(artefacts.Length > 0 ? YamlText.List(artefacts) : "[ruler]   # a column of masks of what should not matter")}\n";
    }

    /// <summary>Words for what is in pictures beside what they should show.</summary>
    [GeneratedRegex("(?<![a-z])(artefact|artifact|ruler|marker|ink|tag|patch|hair|text|device|tube|artefakt|lineal|stift|haare?)s?(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Artefact();
}
