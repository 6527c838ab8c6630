using System.Diagnostics;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Benchmarks.Peers;

/// <summary>A classifier that knows how long it was busy: the rest of a method's time is the method's own.</summary>
internal sealed class TimedClassifier(IClassifier model) : IClassifier
{
    public ImageShape InputShape => model.InputShape;

    public int ClassCount => model.ClassCount;

    public ScoreLink Link => model.Link;

    public int PreferredRows => model.PreferredRows;

    public TimeSpan Busy { get; private set; }

    public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default)
    {
        var start = Stopwatch.GetTimestamp();
        var logits = model.Score(inputs, cancellationToken);
        Busy += Stopwatch.GetElapsedTime(start);
        return logits;
    }
}
