using MLExplain.Imaging;
using MLExplain.Models;

namespace MLExplain.Cli.Starters;

/// <summary>A way to turn pictures into network inputs, and how often the model is right with it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Preprocessing">The way.</param>
/// <param name="Right">Images whose most probable class is their label.</param>
/// <param name="Images">Images tried.</param>
/// <param name="LogLikelihood">Mean natural logarithm of the label's probability: tells ways that are right as often.</param>
internal sealed record PreprocessingTrial(string Name, Preprocessing Preprocessing, int Right, int Images, double LogLikelihood)
{
    /// <summary>A probability of zero counts as this: its logarithm is finite.</summary>
    private const double Least = 1e-12;

    /// <summary>The ways in which networks are usually trained, to be tried on labelled images.</summary>
    public static IReadOnlyList<(string Name, Preprocessing Way)> Candidates(ImageShape shape)
    {
        var plain = new Preprocessing { Width = shape.Width, Height = shape.Height };
        (string, Preprocessing)[] ways = shape.Channels == 1
            ? [
                ("0 to 1", plain with { Channels = ChannelOrder.Gray }), ("-1 to 1", plain with { Channels = ChannelOrder.Gray, Mean = [0.5f], Std = [0.5f] }),
                ("0 to 255", plain with { Channels = ChannelOrder.Gray, Scale = 1 }), ("MNIST's mean and deviation", plain with { Channels = ChannelOrder.Gray, Mean = [0.1307f], Std = [0.3081f] }),
            ]
            : [
                ("0 to 1", plain), ("ImageNet's mean and deviation", plain with { Mean = [0.485f, 0.456f, 0.406f], Std = [0.229f, 0.224f, 0.225f] }), ("-1 to 1", plain with { Mean = [0.5f], Std = [0.5f] }),
                ("-2 to 2", plain with { Mean = [0.5f], Std = [0.25f] }), ("0 to 255", plain with { Scale = 1 }), ("0 to 1, BGR", plain with { Channels = ChannelOrder.Bgr }),
                ("0 to 255 less ImageNet's mean, BGR", plain with { Channels = ChannelOrder.Bgr, Scale = 1, Mean = [103.939f, 116.779f, 123.68f] }),
                ("CLIP's mean and deviation", plain with { Mean = [0.48145466f, 0.4578275f, 0.40821073f], Std = [0.26862954f, 0.26130258f, 0.27577711f] }),
            ];
        return [.. ways.SelectMany(w => new[] { w, (w.Item1 + ", centre crop", Cropped(w.Item2)) })];
    }

    /// <summary>Tries a way.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="name">What the way is called.</param>
    /// <param name="way">The way.</param>
    /// <param name="images">Pictures and the numbers of their classes.</param>
    /// <param name="cancellationToken">Stops between images.</param>
    public static PreprocessingTrial Of(OnnxClassifier model, string name, Preprocessing way, IReadOnlyList<(RgbImage Picture, int Class)> images, CancellationToken cancellationToken)
    {
        var (right, likelihood) = (0, 0.0);
        foreach (var (picture, label) in images)
        {
            var input = way.Apply(picture);
            var logits = model.Score(input.Reshape([1, .. input.Shape]), cancellationToken).Values;
            var probability = model.Link.Probabilities(logits)[label];
            right += Array.IndexOf(logits, logits.Max()) == label ? 1 : 0;
            likelihood += Math.Log(Math.Max(float.IsFinite(probability) ? probability : 0, Least));
        }

        return new(name, way, right, images.Count, likelihood / images.Count);
    }

    /// <summary>As ImageNet networks are evaluated: the short side to 256 for 224, then the centre.</summary>
    private static Preprocessing Cropped(Preprocessing way) =>
        way with { Resize = ResizeMode.ShortSideThenCrop, ShortSide = (int)Math.Round(Math.Max(way.Width, way.Height) * 256.0 / 224) };
}
