using MLExplain.Audit.Analysis;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;
using MLExplain.Evaluation;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Spurious;

/// <summary>A finding needs association and intervention: every combination, from numbers made for it.</summary>
public class SpuriousFindingsTests
{
    private static readonly string[] Classes = ["benign", "malignant"];

    [Theory]
    [InlineData(0.001, 0.2, 0.3, FindingVerdict.Confirmed)]
    [InlineData(0.001, 0.02, 0.3, FindingVerdict.Inconclusive)]
    [InlineData(0.001, -0.04, 0.04, FindingVerdict.Refuted)]
    [InlineData(0.5, 0.2, 0.3, FindingVerdict.MovesOnly)]
    [InlineData(0.5, 0.02, 0.3, FindingVerdict.Inconclusive)]
    [InlineData(0.5, -0.04, 0.04, FindingVerdict.Cleared)]
    public void TheVerdictFollowsBoth(double q, double lower, double upper, FindingVerdict expected) =>
        Assert.Equal(expected, Only([Association("ruler", "error", q)], [Effect("ruler", Intervention.Paste, 1, lower, upper)]).Verdict);

    /// <summary>A clear shift that chance explains is none: here it would take one of twenty interventions.</summary>
    [Fact]
    public void AShiftThatChanceExplains_MovesNothing() =>
        Assert.Equal(FindingVerdict.Inconclusive, Only([Association("ruler", "error", 0.001)], [Effect("ruler", Intervention.Paste, 1, 0.2, 0.3, p: 0.2)]).Verdict);

    /// <summary>Painting over some other place hides the evidence, painting over the ruler nothing: beyond its control, which lowers the probability, and yet no use of the ruler.</summary>
    [Theory]
    [InlineData(-0.04, 0.04, FindingVerdict.Refuted)]
    [InlineData(-0.3, -0.2, FindingVerdict.Inconclusive)]
    [InlineData(0.02, 0.3, FindingVerdict.Inconclusive)]
    public void AShiftThatIsTheControlsDoing_ConfirmsNothing(double lower, double upper, FindingVerdict expected)
    {
        var effect = Effect("ruler", Intervention.Remove, 1, 0.2, 0.3);

        Assert.Equal(expected, Only([Association("ruler", "error", 0.001)], [effect with { Effect = effect.Effect with { Change = new Bootstrap((lower + upper) / 2, lower, upper, 50) } }]).Verdict);
    }

    /// <summary>Twenty interventions at p 0.04 are what chance gives: adjusted, none counts.</summary>
    [Fact]
    public void InterventionsAreAdjustedForTheirNumber()
    {
        var effects = Enumerable.Range(0, 20).Select(i => Effect($"r{i:00}", Intervention.Paste, 1, 0.2, 0.3, p: i == 0 ? 0.04 : 0.9)).ToList();

        Assert.All(SpuriousFindings.Find([], [], effects, Classes), f => Assert.Equal(FindingVerdict.Inconclusive, f.Verdict));
    }

    /// <summary>What is open may turn out to be confirmed: the number of those is between.</summary>
    [Fact]
    public void TheNumberOfConfirmedFindingsHasTheOpenOnesAsItsUpperEnd()
    {
        var findings = SpuriousFindings.Find(
            [Association("ruler", "error", 0.001), Association("ink", "error", 0.001)], [], [Effect("ruler", Intervention.Paste, 1, 0.2, 0.3), Effect("ink", Intervention.Paste, 1, -0.1, 0.3)], Classes);

        var number = AuditMeasurements.Of(findings);

        Assert.Equal((1.0, 1.0, 2.0, "ruler", ""), (number.Value!.Value, number.Lower!.Value, number.Upper!.Value, number.GroupA, number.Caveat));
        Assert.Contains("'ink'", number.Basis, StringComparison.Ordinal);
        Assert.Equal(GateStatus.Fail, GateDecision.Of([new(AuditMeasurements.ConfirmedFindings, GateOperator.AtMost, 0)], [number]).Status);
        Assert.Equal(GateStatus.Inconclusive, GateDecision.Of([new(AuditMeasurements.ConfirmedFindings, GateOperator.AtMost, 1)], [number]).Status);
    }

    /// <summary>An artefact that was named and could not be tested may matter: no pass.</summary>
    [Fact]
    public void AnArtefactThatWasNotTestedIsNoPass()
    {
        var untested = Effect("ink", Intervention.Remove, 1, 0, 0);
        untested = untested with { Effect = untested.Effect with { PValue = null, Shift = null, Change = null, Class = null, Reason = "0 images have it." } };

        var number = AuditMeasurements.Of(SpuriousFindings.Find([], [], [Effect("ruler", Intervention.Remove, 1, -0.001, 0.001, p: 0.9), untested], Classes));

        Assert.Equal((0.0, 1.0), (number.Lower!.Value, number.Upper!.Value));
        Assert.Equal(GateStatus.Inconclusive, GateDecision.Of([new(AuditMeasurements.ConfirmedFindings, GateOperator.AtMost, 0)], [number]).Status);
        Assert.Contains("'ink'", number.Basis, StringComparison.Ordinal);
    }

    /// <summary>Pasting raises, taking away lowers: the same push. Probabilities of two classes mirror each other.</summary>
    [Theory]
    [InlineData(Intervention.Paste, 1, 0.2, 0.3, "malignant")]
    [InlineData(Intervention.Paste, 0, -0.3, -0.2, "malignant")]
    [InlineData(Intervention.Remove, 0, 0.2, 0.3, "malignant")]
    [InlineData(Intervention.Remove, 1, -0.3, -0.2, "malignant")]
    [InlineData(Intervention.Remove, 1, 0.2, 0.3, "benign")]
    public void ItSaysWhichClassItPushesTo(Intervention intervention, int moved, double lower, double upper, string expected)
    {
        var finding = Only([Association("ruler", "prediction", 0.01)], [Effect("ruler", intervention, moved, lower, upper)]);

        Assert.Equal(expected, finding.Class);
        Assert.StartsWith($"'ruler' pushes predictions to '{expected}': it tells the prediction (skill 0.50, q 0.010)", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void OfThreeClasses_ItMayPushAwayFromOne() => Assert.Equal(
        "not b", SpuriousFindings.Find([Association("ruler", "error", 0.01)], [], [Effect("ruler", Intervention.Paste, 1, -0.3, -0.2)], ["a", "b", "c"]).Single().Class);

    /// <summary>Dark lesions that are malignant and called so: the label explains it. What tells errors, or predictions but not labels, it does not.</summary>
    [Theory]
    [InlineData(0.001, 0.001, 0.5, false)]
    [InlineData(0.5, 0.001, 0.5, true)]
    [InlineData(0.001, 0.001, 0.001, true)]
    [InlineData(0.001, 0.5, 0.5, false)]
    public void OnlyWhatTheLabelsDoNotExplainIsSuspected(double label, double prediction, double error, bool suspected)
    {
        PropertyAssociation[] associations = [Association("brightness", "label", label), Association("brightness", "prediction", prediction), Association("brightness", "error", error)];

        Assert.Equal(suspected ? [FindingVerdict.Suspected] : [], SpuriousFindings.Find(associations, [], [], Classes).Select(f => f.Verdict));
        Assert.Equal(suspected ? ["brightness"] : [], SpuriousFindings.Suspects(associations));
    }

    /// <summary>More of a property and less of it push opposite ways, as pasting and taking away do.</summary>
    [Theory]
    [InlineData(Intervention.Raise, 0.2, 0.3, "malignant", "raising it by 0.100 moved")]
    [InlineData(Intervention.Lower, -0.3, -0.2, "malignant", "lowering it by 0.100 moved")]
    [InlineData(Intervention.Lower, 0.2, 0.3, "benign", "lowering it by 0.100 moved")]
    public void APropertyPushesToAClassToo(Intervention intervention, double lower, double upper, string expected, string deed)
    {
        var effect = Effect("red", intervention, 1, lower, upper);
        var finding = Only([Association("red", "error", 0.01)], [effect with { Effect = effect.Effect with { Amount = intervention == Intervention.Raise ? 0.1 : -0.1 } }]);

        Assert.Equal((FindingVerdict.Confirmed, expected), (finding.Verdict, finding.Class));
        Assert.Contains(deed, finding.Sentence, StringComparison.Ordinal);
    }

    /// <summary>The data name the ruler, as a confounded set does; if changing it moves nothing the model is cleared of it.</summary>
    [Fact]
    public void AConfoundedSetIsNoFinding_WhenTheModelDoesNotUseIt() =>
        Assert.Equal(FindingVerdict.Refuted, Only([Association("ruler", "label", 0.001)], [Effect("ruler", Intervention.Remove, 0, -0.01, 0.01)]).Verdict);

    [Fact]
    public void TooFewImages_IsNotTested_NotCleared()
    {
        var none = CounterfactualEffect.Of(Intervention.Paste, [], 0, "3 images could be changed; at least 10 are needed.", new CounterfactualOptions());

        var finding = Only([], [new RegionEffect("ruler", none)]);

        Assert.Equal(FindingVerdict.NotTested, finding.Verdict);
        Assert.EndsWith("3 images could be changed; at least 10 are needed.", finding.Sentence, StringComparison.Ordinal);
    }

    /// <summary>A pattern may be in the maps instead of the data.</summary>
    [Fact]
    public void AClusterOfMapsIsAnAssociation()
    {
        var cluster = new MapCluster
        {
            Class = "malignant", Index = 1, Members = ["a"], ClassSize = 2, Silhouette = 1, MeanMap = new Tensor([1, 1], [1f]), AccuracyInside = 1, AccuracyOutside = 1, Regions = [],
            Associations = [new ClusterAssociation("ruler", "yes", 0.8, 0.001, 0.01, 40)],
        };

        var finding = SpuriousFindings.Find([], [new ClassClustering("malignant", 2, 0, "", [], [cluster])], [Effect("ruler", Intervention.Paste, 1, 0.2, 0.3)], Classes).Single();

        Assert.Equal(FindingVerdict.Confirmed, finding.Verdict);
        Assert.Contains("a cluster of maps of 'malignant' (Cramér's V 0.80, q 0.010)", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void MostSeriousComesFirst() => Assert.Equal(
        ["b", "c", "a"],
        SpuriousFindings.Find(
            [Association("b", "error", 0.001), Association("c", "error", 0.001)], [],
            [Effect("a", Intervention.Paste, 1, -0.01, 0.01), Effect("b", Intervention.Paste, 1, 0.2, 0.3), Effect("c", Intervention.Paste, 1, -0.01, 0.01)], Classes).Select(f => f.Subject));

    private static SpuriousFinding Only(IReadOnlyList<PropertyAssociation> associations, IReadOnlyList<RegionEffect> effects) => SpuriousFindings.Find(associations, [], effects, Classes).Single();

    private static PropertyAssociation Association(string property, string target, double q) =>
        new(property, target) { Status = AssociationStatus.Ok, Images = 100, LeftOut = 0, Skill = 0.5, PValue = q, QValue = q };

    private static RegionEffect Effect(string region, Intervention intervention, int moved, double lower, double upper, double p = 0.001) => new(
        region,
        new CounterfactualEffect
        {
            Intervention = intervention, Rows = [], LeftOut = 0, Reason = "", Class = moved, Shift = new Bootstrap((lower + upper) / 2, lower, upper, 50),
            Change = new Bootstrap((lower + upper) / 2, lower, upper, 50), PValue = p,
        });
}
