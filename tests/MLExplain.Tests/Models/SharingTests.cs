using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

/// <summary>One classifier, many callers: the same bits for a row whatever runs beside it; cancellation and disposal.</summary>
public sealed class SharingTests
{
    private const int Rows = 12;

    [Fact]
    public void RowsBits_DoNotDependOnBatchOrderOrThreads()
    {
        var images = SmallModels.Noise(1, Rows, 3, 16, 16);
        var seeds = SmallModels.Noise(2, Rows, 5);
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Threads = 1 });
        var expected = classifier.Differentiate(images, seeds);

        foreach (var threads in new[] { 1, 2, 3, 8 })
        {
            using var other = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Threads = threads });
            foreach (var rows in new int[][] { [.. Enumerable.Range(0, Rows)], [.. Enumerable.Range(0, Rows).Reverse()], [4], [7, 7, 2] })
            {
                var found = other.Differentiate(Select(images, rows), Select(seeds, rows));
                for (var i = 0; i < rows.Length; i++)
                {
                    Assert.Equal(expected.Logits.Row(rows[i]), found.Logits.Row(i));
                    Assert.Equal(expected.Gradients.Row(rows[i]), found.Gradients.Row(i));
                }
            }
        }
    }

    [Fact]
    public void AnEarlierResult_IsWrittenOverWhereItFits()
    {
        var (images, seeds) = (SmallModels.Noise(1, Rows, 3, 16, 16), SmallModels.Noise(2, Rows, 5));
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());
        var expected = classifier.Differentiate(images, seeds);
        var used = classifier.Differentiate(SmallModels.Noise(3, Rows, 3, 16, 16), seeds);

        var found = classifier.Differentiate(images, seeds, used);
        Assert.Same(used.Gradients, found.Gradients);
        Assert.Equal(expected.Gradients.Values, found.Gradients.Values);
        Assert.Equal(expected.Logits.Values, found.Logits.Values);

        var fewer = classifier.Differentiate(Select(images, [5, 2]), Select(seeds, [5, 2]), used);
        Assert.Equal(expected.Gradients.Row(2), fewer.Gradients.Row(1));
        Assert.Equal(expected.Gradients.Values, used.Gradients.Values);
    }

    [Fact]
    public void ManyThreads_ShareOneClassifier()
    {
        var images = SmallModels.Noise(1, Rows, 3, 16, 16);
        var seeds = SmallModels.Noise(2, Rows, 5);
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Threads = 2 });
        var expected = classifier.Differentiate(images, seeds);

        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var row = i % Rows;
            var found = classifier.Differentiate(Select(images, [row]), Select(seeds, [row]));
            Assert.Equal(expected.Gradients.Row(row), found.Gradients.Row(0));
            Assert.Equal(expected.Logits.Values, classifier.Score(images).Values);
        });
    }

    [Fact]
    public void Cancelled_ThrowsOperationCanceledAndTheClassifierStaysUsable()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());
        var images = SmallModels.Noise(1, Rows, 3, 16, 16);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => classifier.Score(images, cancelled.Token));
        Assert.Equal([Rows, 5], classifier.Score(images).Shape.ToArray());
    }

    [Fact]
    public async Task CancelledWhileRunning_StopsBeforeTheLastRow()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Threads = 1 });
        var images = new Tensor(200_000, 3, 16, 16);
        using var cancelling = new CancellationTokenSource();

        var run = OnItsOwnThread(() => classifier.Score(images, cancelling.Token));
        Thread.Sleep(TimeSpan.FromMilliseconds(50));
        cancelling.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    // Neither the run nor its cancellation waits for the thread pool, which other tests may hold for seconds:
    // a timer of the pool came after the last row on a busy machine.
    private static Task OnItsOwnThread(Action action) => Task.Factory.StartNew(
        action,
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    [Fact]
    public void Disposed_RefusesToRun()
    {
        var classifier = OnnxClassifier.Load(SmallModels.Convolutional());
        classifier.Score(SmallModels.Noise(1, 1, 3, 16, 16));
        classifier.Dispose();
        classifier.Dispose();

        Assert.Throws<ObjectDisposedException>(() => classifier.Score(SmallModels.Noise(1, 1, 3, 16, 16)));
    }

    [Fact]
    public void MemoryBudget_LimitsTheRowsAtWork()
    {
        using var wide = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Threads = 4 });
        using var tight = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Threads = 4, MemoryBudget = 1 });

        Assert.True(tight.PreferredRows * 4 == wide.PreferredRows);
    }

    private static Tensor Select(Tensor tensor, int[] rows)
    {
        var selected = new Tensor([rows.Length, .. tensor.Shape[1..]]);
        for (var i = 0; i < rows.Length; i++)
        {
            tensor.Row(rows[i]).CopyTo(selected.Row(i));
        }

        return selected;
    }
}
