using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MLExplain.Audit;

namespace MLExplain.Reporting.Verification;

/// <summary>Holds the files of a decision against what the records give, but for what a comparison with an earlier run adds to them: that needs the earlier report.</summary>
internal static class DecisionText
{
    private static readonly string[] Sections = ["schemaVersion", "name", "verdict", "sentence", "counts", "gates", "exceptions", "findingsSha256", "findings"];

    /// <summary>What differs; empty when nothing does; null for files whose lines are compared.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="found">The report's file.</param>
    /// <param name="expected">What its records give, without a baseline.</param>
    /// <param name="hasBaseline">Whether the run was compared with an earlier one.</param>
    /// <exception cref="DataException">The file has another form.</exception>
    public static string? Of(string name, string found, string expected, bool hasBaseline) => name switch
    {
        GateFiles.Verdict => Verdict(Json(name, found), Json(name, expected)),
        GateFiles.JUnit when hasBaseline => XNode.DeepEquals(WithoutBaseline(name, found), WithoutBaseline(name, expected)) ? "" : "its test cases are not what the CSV files give.",
        GateFiles.Sarif when hasBaseline => JsonNode.DeepEquals(WithoutBaseline(Json(name, found)), WithoutBaseline(Json(name, expected))) ? "" : "its results are not what the CSV files give.",
        _ => null,
    };

    private static string Verdict(JsonObject found, JsonObject expected) =>
        Sections.FirstOrDefault(s => !JsonNode.DeepEquals(found[s], expected[s])) is { } section ? $"its '{section}' is not what the CSV files give." : "";

    private static JsonObject Json(string name, string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException("it holds something else");
        }
        catch (JsonException e)
        {
            throw new DataException($"{name}: it is no JSON object: {e.Message}");
        }
    }

    /// <summary>The counts follow from the cases, and the case of the baseline is one of them.</summary>
    private static XDocument WithoutBaseline(string name, string path)
    {
        try
        {
            var document = XDocument.Load(path);
            document.Descendants("testcase").Where(c => ((string?)c.Attribute("classname"))?.EndsWith(".baseline", StringComparison.Ordinal) == true).Remove();
            document.Descendants().Attributes().Where(a => a.Name.LocalName is "tests" or "failures" or "errors" or "skipped").Remove();
            return document;
        }
        catch (System.Xml.XmlException e)
        {
            throw new DataException($"{name}: it is no XML: {e.Message}");
        }
    }

    private static JsonObject WithoutBaseline(JsonObject sarif)
    {
        var run = sarif["runs"]?[0];
        foreach (var list in new[] { run?["results"], run?["tool"]?["driver"]?["rules"] }.OfType<JsonArray>())
        {
            foreach (var entry in list.OfType<JsonObject>().ToList())
            {
                entry.Remove("ruleIndex");
                if ((string?)(entry["ruleId"] ?? entry["id"]) == SarifFile.NotWorse)
                {
                    list.Remove(entry);
                }
            }
        }

        return sarif;
    }
}
