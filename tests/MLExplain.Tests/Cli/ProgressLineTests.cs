using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>A log of a long run is read by people too: its first and last line always, between them a tenth at most every few seconds.</summary>
public sealed class ProgressLineTests
{
    [Theory]
    [InlineData(1, "0 of 100 images|100 of 100 images, 0 s left")]
    [InlineData(100, "0 of 100 images|50 of 100 images, 5 s left|100 of 100 images, 0 s left")]
    [InlineData(1000, "0 of 100 images|10 of 100 images, 90 s left|20 of 100 images, 80 s left|30 of 100 images, 70 s left|40 of 100 images, 60 s left|50 of 100 images, 50 s left|60 of 100 images, 40 s left|70 of 100 images, 30 s left|80 of 100 images, 20 s left|90 of 100 images, 10 s left|100 of 100 images, 0 s left")]
    public void LinesOfALogAreApart(int milliseconds, string expected)
    {
        using var error = new StringWriter();
        var clock = new Steps();
        using (var progress = new ProgressLine(new Terminal(TextWriter.Null, error, Interactive: false) { Clock = clock }, "images", 100))
        {
            for (var done = 0; done <= 100; done++, clock.Now += milliseconds)
            {
                progress.Report(done);
            }
        }

        Assert.Equal(expected.Split('|'), error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A clock that is told what time it is, in milliseconds.</summary>
    private sealed class Steps : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Now;
    }
}
