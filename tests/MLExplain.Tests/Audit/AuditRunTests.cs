using System.Text.Json;
using MLExplain.Audit;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Audit;

public sealed class AuditRunTests : IDisposable
{
    private readonly SmallAudit _audit = new();

    private static RgbImage AllRed { get; } = SmallAudit.Picture((x, _) => x < 2 ? ((byte)255, (byte)0, (byte)0) : ((byte)102, (byte)0, (byte)0));

    [Fact]
    public void ALinearModelsRecordHoldsItsClosedForm()
    {
        _audit.Add("a", AllRed, mask: _audit.Mask("m.png", (x, _) => x < 2));

        var record = new AuditRun(_audit.Setup()).Execute().Single().Record;

        // Eight pixels of weight 1 at 1.0 and eight of weight −1 at 0.4: the logit is 4.8, and the attribution of a linear model is complete.
        // The tolerance is float32 rounding of sums of sixteen terms.
        Assert.Equal(ImageStatus.Ok, record.Status);
        Assert.Equal("red", record.Prediction);
        Assert.Equal(true, record.Correct);
        var explanation = Assert.Single(record.Explanations);
        Assert.Equal(4.8, explanation.Score, 1e-5);
        Assert.Equal(4.8, explanation.Sum, 1e-5);
        Assert.Equal(0, explanation.Residual!.Value, 1e-5);
        var region = Assert.Single(explanation.Regions);
        Assert.Equal(("ok", 0.5, 1.0, 2.0), (region.Status, region.AreaFraction, region.PositiveMassFraction, region.MassOverArea));
    }

    [Fact]
    public void ARecordKeepsWhatLaterStagesNeedAndSurvivesAFile()
    {
        _audit.Add("a", AllRed, mask: _audit.Mask("m.png", (x, _) => x < 2));
        _audit.AddBytes("broken", [1, 2, 3]);

        var records = new AuditRun(_audit.Setup()).Execute().Select(i => i.Record).ToList();

        // Magnitudes are 1 in eight pixels and 0.4 in eight, 11.2 in all; the outer frame has 12 of 16 pixels and 6 of each kind.
        // The logits are 4.8 and -4.8. The tolerance is float32 rounding, as above.
        var explanation = records[0].Explanations.Single();
        Assert.Equal(1, explanation.Concentration!.BorderMass, 1e-6);
        Assert.Equal((4, 4), (explanation.Descriptor!.Height, explanation.Descriptor.Width));
        Assert.All(explanation.Descriptor.Values.Index(), v => Assert.Equal((v.Index % 4 < 2 ? 1 : 0.4) / 11.2, v.Item, 1e-6));
        Assert.Equal(1 / (1 + Math.Exp(-2 * 4.8)), records[0].Probabilities[0], 1e-6);
        Assert.Equal(1, records[0].Probabilities.Sum(), 1e-6);
        Assert.Equal((4, 4, 1.0, "PNG"), (records[0].Properties!.Width, records[0].Properties!.Height, records[0].Properties!.Red, records[0].Properties!.Format));
        Assert.Null(records[1].Properties);
        var written = JsonSerializer.Serialize(records);
        Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize<List<ImageRecord>>(written)));
    }

    [Fact]
    public void ABrokenPictureCostsItsRowOnly()
    {
        _audit.Add("a", AllRed);
        _audit.AddBytes("broken", [1, 2, 3]);
        _audit.AddRow("absent");
        _audit.Add("b", AllRed, label: "blue");

        var records = new AuditRun(_audit.Setup()).Execute().Select(i => i.Record).ToList();

        Assert.Equal(["a", "broken", "absent", "b"], records.Select(r => r.Id));
        Assert.Equal([ImageStatus.Ok, ImageStatus.Unreadable, ImageStatus.Unreadable, ImageStatus.UnknownLabel], records.Select(r => r.Status));
        Assert.Equal("The picture 'absent.png' cannot be opened: there is no such file.", records[2].Error);
        Assert.Contains("broken.png", records[1].Error, StringComparison.Ordinal);
        Assert.Equal("The label 'blue' is none of the model's classes (red, other).", records[3].Error);
        Assert.Null(records[1].Correct);
        Assert.Null(records[3].Correct);
        Assert.Single(records[3].Explanations);
    }

    [Fact]
    public void ANameThatIsNoPathCostsItsRowOnly()
    {
        _audit.AddRow("a\0b");

        var record = new AuditRun(_audit.Setup()).Execute().Single().Record;

        Assert.Equal(ImageStatus.Unreadable, record.Status);
        Assert.EndsWith("cannot be opened: its name is not a path.", record.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoresThatAreNoNumbersAreAStatus()
    {
        _audit.Add("a", AllRed);
        var model = new ClosedFormClassifier(SmallAudit.Shape, _ => double.NaN, x => x);

        var record = new AuditRun(_audit.Setup(model)).Execute().Single().Record;

        Assert.Equal(ImageStatus.NotFinite, record.Status);
        Assert.Empty(record.Explanations);
        Assert.Null(record.Probability);
    }

    [Fact]
    public void AMethodThatRefusesAnImageCostsThatMethodOfThatImageOnly()
    {
        _audit.Add("a", AllRed);
        _audit.Add("b", SmallAudit.Picture((_, _) => ((byte)0, (byte)0, (byte)0)));
        _audit.Add("c", AllRed);
        var setup = _audit.Setup();

        var records = new AuditRun(setup with { Methods = [new RefusesBlack(), .. setup.Methods] }).Execute().Select(i => i.Record).ToList();

        Assert.Equal([ImageStatus.Ok, ImageStatus.NotExplained, ImageStatus.Ok], records.Select(r => r.Status));
        Assert.Equal("'refuses-black' cannot explain a black image.", records[1].Error);
        Assert.Equal(["integrated-gradients"], records[1].Explanations.Select(e => e.Method));
        Assert.Equal(["refuses-black", "integrated-gradients"], records[2].Explanations.Select(e => e.Method));
        Assert.NotNull(records[1].Correct);
    }

    [Fact]
    public void AMapThatIsNoNumberIsARefusalOfItsMethod()
    {
        _audit.Add("a", AllRed);

        var record = new AuditRun(_audit.Setup() with { Methods = [new NotANumber()] }).Execute().Single().Record;

        Assert.Equal(ImageStatus.NotExplained, record.Status);
        Assert.Equal("'not-a-number' gave numbers that are not finite.", record.Error);
        Assert.Empty(record.Explanations);
    }

    [Theory]
    [InlineData("", "no_mask")]
    [InlineData("nowhere.png", "unreadable_mask")]
    [InlineData("empty.png", "empty_mask")]
    public void AMaskThatCannotBeUsedIsAStatusNotANumber(string mask, string status)
    {
        _audit.Mask("empty.png", (_, _) => false);
        _audit.Add("a", AllRed, mask: mask);

        var region = new AuditRun(_audit.Setup()).Execute().Single().Record.Explanations[0].Regions[0];

        Assert.Equal(status, region.Status);
        Assert.Null(region.PositiveMassFraction);
        Assert.Null(region.MassOverArea);
    }

    [Fact]
    public void RecordsDoNotDependOnHowManyImagesAreTakenAtOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            _audit.Add($"image{i}", SmallAudit.Picture((x, y) => ((byte)(40 * x), (byte)(10 * i), (byte)y)));
        }

        var weights = Enumerable.Range(0, SmallAudit.Shape.Length).Select(i => Math.Sin(i)).ToArray();
        string Run(int rows) => string.Join('\n', new AuditRun(_audit.Setup(
            new ClosedFormClassifier(SmallAudit.Shape, x => x.Zip(weights, (a, w) => a * a * w).Sum(), x => [.. x.Zip(weights, (a, w) => 2 * a * w)], rows)))
            .Execute().Select(i => $"{i.Record.Id} {i.Record.Explanations[0].Sum:R} {Convert.ToHexString(i.Maps[0].Overlay)}"));

        Assert.Equal(Run(1), Run(100));
    }

    [Fact]
    public void ANumberedLabelIsNamed()
    {
        _audit.Add("a", AllRed, label: "1");

        var record = new AuditRun(_audit.Setup()).Execute().Single().Record;

        Assert.Equal("other", record.Label);
        Assert.Equal(false, record.Correct);
    }

    [Fact]
    public void ClassNamesMustFitTheModel()
    {
        var e = Assert.Throws<ArgumentException>(() => new AuditRun(_audit.Setup() with { Classes = ["red"] }));

        Assert.StartsWith("1 class names were given (red) but the model scores 2 classes.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMapCoarserThanTheImageIsRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => new AuditRun(_audit.Setup() with { Methods = [new Coarse()] }));

        Assert.StartsWith(
            "'coarse' gives maps of [2,2], but they are laid over images of 4x4: set its option upsample to nearest or bilinear.", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _audit.Dispose();

    private sealed class NotANumber : ISaliencyMethod
    {
        public string Name => "not-a-number";

        public IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken)
        {
            var sound = new Gradient().Attribute(model, inputs, targets, cancellationToken);
            sound[0].Values.Values[3] = float.NaN;
            return sound;
        }
    }

    private sealed class Coarse : ISaliencyMethod
    {
        public string Name => "coarse";

        public IReadOnlyList<int> OutputShape(IClassifier model) => [2, 2];

        public IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
