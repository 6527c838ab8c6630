using MLExplain.Models;

namespace MLExplain.Audit.Power;

/// <summary>
/// Tries the audit where the answer is known: plants shortcuts in the user's own images, makes the user's model use them, and counts which of
/// them the audit catches.
/// </summary>
/// <remarks>
/// The images are cut in two. In both halves the stamp goes with one class. The last linear layer is refitted to the first half, all other
/// weights stay; the refitted model is audited on the second. Where nothing is planted (strength 0), what the audit confirms is a false alarm.
/// What the audit is told of a stamp is what a manifest could say: which images have it, and for a tag and a border where.
/// J. Adebayo et al., "Post hoc explanations may be ineffective for detecting unknown spurious correlation", ICLR 2022, plant signals alike.
/// </remarks>
public static class DetectionPower
{
    /// <summary>Number of trials of a self-test.</summary>
    /// <param name="options">Its options.</param>
    public static int Trials(DetectionPowerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Kinds.Count * (options.Strengths.Count + 1) * options.Repetitions;
    }

    /// <summary>Finds out, without reading an image, whether a self-test can be run.</summary>
    /// <param name="setup">The audit.</param>
    /// <param name="options">The options.</param>
    /// <returns>The classifier, with its last layer.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="NotSupportedException">The model has no last linear layer that can be refitted; the message says why.</exception>
    public static ILastLayerClassifier Check(AuditSetup setup, DetectionPowerOptions options)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var model = setup.Model as ILastLayerClassifier
            ?? throw new NotSupportedException("A self-test refits the model's last linear layer, but this classifier shows none: expected one made of an ONNX file.");
        LastLayerRefit.Check(model);
        return model;
    }

    /// <summary>Runs the self-test.</summary>
    /// <param name="setup">The audit: model, images, preprocessing.</param>
    /// <param name="options">What is planted, how often; null for the defaults.</param>
    /// <param name="progress">Told the number of trials done.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DataException">There are too few images.</exception>
    /// <exception cref="NotSupportedException">The model has no last linear layer that can be refitted; the message says why.</exception>
    public static SelfTestReport Run(AuditSetup setup, DetectionPowerOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        options ??= new DetectionPowerOptions();
        var model = Check(setup, options);
        var images = PlantableImages.Load(setup, model, cancellationToken);
        var clean = images.Features(null, cancellationToken);
        var trials = new List<DetectionTrial>();
        foreach (var kind in options.Kinds)
        {
            foreach (var strength in options.Strengths.Order().Prepend(0))
            {
                var stamp = new ShortcutStamp(kind, strength);
                var trial = new StampTrial(setup, model, images, stamp, clean, strength == 0 ? clean : images.Features(stamp, cancellationToken), options);
                for (var repetition = 0; repetition < options.Repetitions; repetition++)
                {
                    trials.Add(trial.Run(repetition, cancellationToken));
                    progress?.Report(trials.Count);
                }
            }
        }

        return new SelfTestReport { Images = images.Count, LeftOut = images.LeftOut, Correlation = options.Correlation, Trials = trials };
    }
}
