using MLExplain.Models;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>One image of the maps that a measure was given.</summary>
/// <param name="image">The image.</param>
internal sealed class JudgedImage(EvaluatedImage image)
{
    public EvaluatedImage Image => image;

    /// <summary>The image's values, [C,H,W], network space.</summary>
    public ReadOnlySpan<float> Values => image.Input.Values;

    /// <summary>Indices of the maps that explain it and can be judged.</summary>
    public List<int> Maps { get; } = [];

    /// <summary>Why nothing can be said about any map of this image; null as long as something can.</summary>
    public MeasureScore? Failure { get; set; }

    /// <summary>The score of the target at a point; a score that is no number fails the image.</summary>
    public double? Output(ExplainedOutput output, ScoreLink link, ReadOnlySpan<float> logits)
    {
        var value = output == ExplainedOutput.Logit ? logits[image.Target] : link.Probability(logits, image.Target);
        if (double.IsFinite(value))
        {
            return value;
        }

        Failure ??= MeasureScore.Undefined(FormattableString.Invariant($"The model's score of '{image.Id}' for class {image.Target} is {value} at one of the points that the measure asks about."));
        return null;
    }
}
