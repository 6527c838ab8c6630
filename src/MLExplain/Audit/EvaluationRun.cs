using System.Diagnostics;
using MLExplain.Evaluation;
using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>Judges the saliency methods of an audit on some of its images: measures of their maps, oracles beside them, and sanity checks.</summary>
public sealed class EvaluationRun
{
    private readonly EvaluationSetup _setup;
    private readonly IReadOnlyList<ISaliencyMethod> _methods;

    /// <summary>Prepares a run.</summary>
    /// <param name="setup">Model, images, methods and measures.</param>
    /// <exception cref="ArgumentException">A method's maps are coarser than the images, or no row of the manifest knows the region.</exception>
    public EvaluationRun(EvaluationSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentOutOfRangeException.ThrowIfLessThan(setup.Images, 1);
        MapSize.Require(setup.Audit.Methods, setup.Audit.Model);
        if (setup.Audit.Methods.GroupBy(m => m.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"'{twice.Key}' is listed {twice.Count()} times, but an evaluation tells methods apart by their names: list each once.", nameof(setup));
        }

        string[] regions = [.. setup.Audit.Rows.SelectMany(r => r.Masks).Select(m => m.Key).Distinct()];
        if (setup.Mask is { } region && !regions.Contains(region))
        {
            throw new ArgumentException(
                $"Evidence should lie in the region '{region}', but the manifest has {(regions.Length == 0 ? "no masks" : $"masks of {string.Join(", ", regions)} only")}.", nameof(setup));
        }

        (_setup, _methods) = (setup, setup.Audit.Methods);
    }

    /// <summary>Number of steps that <see cref="Execute"/> reports.</summary>
    public int Steps => (_methods.Count * (_setup.Measures.OfMethods.Count + 2)) + _setup.Measures.OfMaps.Count;

    /// <summary>Runs the evaluation.</summary>
    /// <param name="progress">Told the number of steps done, of <see cref="Steps"/>.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>What was found, without title and facts.</returns>
    public EvaluationReport Execute(IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var sample = EvaluationSample.Draw(_setup, cancellationToken);
        var done = 0;
        var maps = _methods.Select(m => Step(() => Explain(m, sample.Images, cancellationToken))).ToList();
        var table = new ScoreTable(_setup.Seed, sample.Images, maps);
        foreach (var measure in _setup.Measures.OfMaps)
        {
            Step(() => table.Add(measure, _setup.Audit.Model, cancellationToken));
        }

        foreach (var measure in _setup.Measures.OfMethods)
        {
            foreach (var method in _methods)
            {
                Step(() => table.Add(method.Name, measure.Name, measure.Measure(_setup.Audit.Model, method, sample.Images, cancellationToken)));
            }
        }

        var sanity = new SanityRun(_setup.Measures, _setup.Audit.Model, sample.Images);
        var methods = maps.Select(m => Step(() => Evaluate(m, table, sanity, cancellationToken))).ToList();
        return Report(sample, table, methods, cancellationToken);

        T Step<T>(Func<T> step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = step();
            progress?.Report(++done);
            return result;
        }
    }

    private ExplainedSample Explain(ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken)
    {
        var model = _setup.Audit.Model;

        // What a method makes once per model is not part of the time per image.
        _ = MethodMaps.Explained(model, method, [.. images.Take(1)], [.. images.Take(1).Select(i => i.Target)], cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var maps = MethodMaps.Explained(model, method, images, [.. images.Select(i => i.Target)], cancellationToken);
        return new ExplainedSample(method, maps, images.Count == 0 ? null : Stopwatch.GetElapsedTime(started).TotalSeconds / images.Count);
    }

    private static MethodEvaluation Evaluate(ExplainedSample explained, ScoreTable table, SanityRun sanity, CancellationToken cancellationToken)
    {
        var (curves, card) = sanity.Check(explained.Method, cancellationToken);
        return new MethodEvaluation
        {
            Method = explained.Method.Name,
            Card = card,
            Randomisation = curves,
            Measures = table.Summaries(explained.Method.Name),
            Explained = explained.Maps.Count(m => m.Map is not null),
            Refused = explained.Maps.Count(m => m.Map is null),
            Refusal = explained.Maps.FirstOrDefault(m => m.Map is null).Reason ?? "",
            SecondsPerImage = explained.Seconds,
        };
    }

    private EvaluationReport Report(EvaluationSample sample, ScoreTable table, IReadOnlyList<MethodEvaluation> methods, CancellationToken cancellationToken)
    {
        var calibrations = table.Measures.Select(m => _setup.Measures.Calibrate(m, cancellationToken)).ToList();
        return new EvaluationReport
        {
            Images = [.. sample.Images.Select(i => i.Id)],
            ContentHashes = sample.ContentHashes,
            Candidates = _setup.Audit.Rows.Count,
            PassedOver = sample.PassedOver,
            Mask = _setup.Mask,
            Methods = methods,
            Oracles = [.. OracleMaps.Names.Select(o => new OracleSummary(o, table.Summaries(o)))],
            Calibrations = calibrations,
            Scores = table.OfMethods,
            Warnings = [.. Shortage(sample), .. calibrations.Where(c => c.IsUsable == false).Select(c => c.Sentence)],
        };
    }

    private IEnumerable<string> Shortage(EvaluationSample sample)
    {
        var found = sample.Images.Count;
        if (found < _setup.Images)
        {
            yield return FormattableString.Invariant(
                $"{_setup.Images} images were asked for, but of the {_setup.Audit.Rows.Count} of the manifest {found} can be read and scored.");
        }

        if (found < 2)
        {
            yield return "An interval needs at least two images: what rests on one is not known to hold for others.";
        }
    }
}
