using System.CommandLine;
using MLExplain.Audit;
using MLExplain.Cli.Pipelines;
using MLExplain.Models;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;
using MLExplain.Saliency;

namespace MLExplain.Cli.Commands;

/// <summary><c>mlexplain compare</c>: one image under several methods, side by side, and how far they agree.</summary>
internal sealed class CompareCommand
{
    private const string Examples = """
        Writes into the folder: compare.png (every map, alone and over the picture), methods.csv (what each method says of itself),
        agreement.csv (every pair of methods: overlap of the top tenth of the pixels, rank correlations), and alpha.svg (score and attribution
        from the baseline to the image).

        Examples:
          mlexplain compare --model M.onnx --image cat.jpg --mean 0.485 0.456 0.406 --std 0.229 0.224 0.225 --out reports/cat
          mlexplain compare --model M.onnx --image cat.jpg --method gradient --method integrated-gradients --set integrated-gradients.steps=auto --out reports/cat
        """;

    private readonly ExplainedInput _explained = new();
    private readonly Option<string[]> _methods = new("--method")
    {
        Description = "A method to show; may be repeated; default: all that the model supports.", CompletionSources = { MethodOptions.Names }, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "An option of one method as method.key=value; may be repeated.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _seed = new("--seed") { Description = "Seed of every method that takes one; default: 0." };
    private readonly Option<string> _out = new("--out") { Description = "The folder to write to.", Required = true };

    public static Command Create(Terminal terminal)
    {
        var compare = new CompareCommand();
        var command = new Verb("compare", "Explain one picture with several saliency methods, side by side.", Examples)
        {
            compare._methods, compare._set, compare._seed, compare._out,
        };
        compare._explained.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(compare.Run(parsed, terminal, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(_out)!;
        if (File.Exists(folder))
        {
            throw new ConfigurationException($"--out '{folder}' is a file: expected the folder to write to.");
        }

        using var model = _explained.Load(parsed);
        var input = _explained.Read(parsed, model);
        if (input.Batch.Shape[0] != 1)
        {
            throw new ConfigurationException($"compare shows one image, but the input holds {input.Batch.Shape[0]}: pass one.");
        }

        var asked = parsed.GetValue(_methods)!;
        var selection = MethodSelection.Of(model.Summary, asked, Values(parsed), parsed.GetValue(_seed), input.Context);
        var target = input.Target(parsed, model, cancellationToken)[0];
        var comparison = Compare(terminal, model, input, target, selection, cancellationToken);
        Write(folder, comparison, selection, Curve(model, input, target, cancellationToken));
        Say(terminal, comparison, selection, folder);
        return ExitCode.Done;
    }

    private static MethodComparison Compare(
        Terminal terminal, OnnxClassifier model, ExplainedInput.Image input, int target, MethodSelection selection, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "methods", selection.Methods.Count);
        progress.Report(0);
        return MethodComparison.Run(model, input.Batch.Reshape([.. input.Batch.Shape[1..]]), input.Seen, target, selection.Methods, progress, cancellationToken);
    }

    private static AlphaCurveRecord? Curve(OnnxClassifier model, ExplainedInput.Image input, int target, CancellationToken cancellationToken) =>
        model.Summary.Operators.Any(o => !o.HasRule)
            ? null
            : AlphaCurveRecord.Of(
                input.Name,
                ClassTarget.Name(target, model) ?? $"{target}",
                AlphaCurves.Compute(model, input.Batch, [target], new AlphaCurveOptions { Preprocessing = input.Context.Preprocessing }, cancellationToken)[0]);

    private static void Write(string folder, MethodComparison comparison, MethodSelection selection, AlphaCurveRecord? curve)
    {
        if (comparison.Methods.Any(m => m.Map is not null))
        {
            OutputFile.Write(Path.Combine(folder, "compare.png"), file => ComparisonReport.WritePicture(file, comparison));
        }

        foreach (var (name, write) in ComparisonCsv.Files(comparison, selection.Unsupported))
        {
            OutputFile.Write(Path.Combine(folder, name), write);
        }

        if (curve is not null)
        {
            OutputFile.Write(Path.Combine(folder, "alpha.svg"), file => ComparisonReport.WriteCurve(file, curve));
        }
    }

    private static void Say(Terminal terminal, MethodComparison comparison, MethodSelection selection, string folder)
    {
        foreach (var method in comparison.Methods)
        {
            foreach (var sentence in method.Refusal is { } refusal ? [refusal] : method.Attribution!.Warnings)
            {
                terminal.Warn($"{method.Method}: {sentence}");
            }
        }

        foreach (var (method, reason) in selection.Unsupported)
        {
            terminal.Say($"{method} was left out: {reason}");
        }

        terminal.Say($"wrote {folder}");
        terminal.Give(() => new
        {
            folder, comparison.Target, methods = comparison.Methods.Select(m => new { m.Method, m.Refusal, warnings = m.Attribution?.Warnings ?? [] }),
            leftOut = selection.Unsupported.ToDictionary(), comparison.Agreements,
        });
    }

    private Dictionary<string, Dictionary<string, string>> Values(ParseResult parsed)
    {
        var values = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var pair in parsed.GetValue(_set)!)
        {
            if (pair.Split('=', 2) is not [var key, var value] || key.Split('.', 2) is not [var method, var name])
            {
                throw new ConfigurationException($"--set '{pair}' is not usable: expected method.key=value, such as --set integrated-gradients.steps=50.");
            }

            if (!(values.TryGetValue(SaliencyMethods.Find(method).Name, out var options) ? options : values[method] = new(StringComparer.Ordinal)).TryAdd(name, value))
            {
                throw new ConfigurationException($"--set gives '{key}' twice: expected each key once.");
            }
        }

        return values;
    }
}
