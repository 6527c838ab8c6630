using System.Globalization;
using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Cli.Commands;

/// <summary>Prints a model's summary: lines for people, an object for machines.</summary>
internal static class InspectPrinter
{
    public static void Print(Terminal terminal, ModelSummary summary, GradientCertificate? certificate)
    {
        var without = summary.Operators.Where(o => !o.HasRule).ToList();
        var support = SaliencyMethods.All.Select(m => (m.Name, Refusal: m.Refusal(summary))).ToList();
        string[] methods = [.. support.Where(m => m.Refusal is null).Select(m => m.Name)];
        terminal.Give(() => new { model = summary, methods, refused = support.Where(m => m.Refusal is not null).ToDictionary(m => m.Name, m => m.Refusal), certificate });
        Line(terminal, "model", $"{summary.Name}, opset {summary.Opset}{(summary.IsWidened ? ", half-precision weights widened" : "")}, {summary.WeightCount:N0} weights");
        Line(terminal, "SHA-256", $"{summary.Sha256}");
        Line(terminal, "input", $"'{summary.Input}', {summary.InputShape} (channels, height, width), stored {summary.Layout.ToString().ToUpperInvariant()}");
        Line(terminal, "batch", $"{summary.Batch}");
        Line(terminal, "preprocessing", $"not stored in an ONNX file: give the training program's channel order, scale, mean and std; {Guess(summary.InputShape)}");
        Line(terminal, "scores", $"{summary.ClassCount} classes{Classes(summary)}; logits are tensor '{summary.Logits}', {Tap(summary)}");
        Line(terminal, "device", $"{summary.Device}");
        Line(terminal, "gradients", $"{summary.Lowering}");
        Line(terminal, "methods", $"{(methods.Length > 0 ? string.Join(", ", methods) : "none")}");
        foreach (var refusal in support.Where(m => m.Refusal is not null).GroupBy(m => m.Refusal, m => m.Name))
        {
            Line(terminal, "not usable", $"{string.Join(", ", refusal)}: {refusal.Key}");
        }

        Line(terminal, "operators", $"{string.Join(", ", summary.Operators.Select(o => FormattableString.Invariant($"{o.Name} {o.Count}")))}");
        Line(terminal, "without rule", $"{(without.Count == 0 ? "none" : string.Join(", ", without.Select(o => o.Name)))}");
        Line(terminal, "layers", $"{string.Join(", ", summary.FeatureLayers.Select(l => FormattableString.Invariant($"'{l.Name}' ({l.Operator}, {l.Channels}x{l.Height}x{l.Width}{(l.Note is null ? "" : ": " + l.Note)})")))}");
        Line(terminal, "head", $"{summary.HeadDescription}{(summary.CamLayer is { } maps ? $": CAM weights the maps '{maps}'" : "; CAM cannot be used, grad-cam can")}");
        foreach (var note in summary.Notes)
        {
            Line(terminal, "note", $"{note}");
        }

        if (certificate is not null)
        {
            Line(terminal, "certificate", $"{(certificate.Passes ? "passes" : "does not pass")}: {certificate}");
        }
    }

    private static void Line(Terminal terminal, string name, FormattableString value) =>
        terminal.Print($"{name,-14} {value.ToString(CultureInfo.InvariantCulture)}");

    private static string Guess(ImageShape shape) => shape.Channels switch
    {
        1 => "one channel is usually grey",
        3 => "three channels are usually RGB, pixels ÷ 255",
        _ => "only models of one or three channels take pictures; others take --input",
    };

    private static string Classes(ModelSummary summary) => (summary.ClassNames.Count, summary.IsBinary) switch
    {
        (0, true) => " (one score z, read as −z and z)",
        (0, false) => "",
        (> 12, _) => $" ({string.Join(", ", summary.ClassNames.Take(12))}, …)",
        _ => $" ({string.Join(", ", summary.ClassNames)})",
    };

    private static string Tap(ModelSummary summary) => summary.Tap is { } tap ? $"tapped in front of the {tap} of '{summary.Output}'" : "the model's output itself";
}
