using System.Xml.Linq;
using System.Xml.Schema;
using MLExplain.Audit.Gates;
using MLExplain.Reporting;

namespace MLExplain.Tests.Reporting;

/// <summary>audit.junit.xml has the form of Jenkins' own schema, which build servers follow.</summary>
public sealed class JUnitSchemaTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryStatus_IsValid(bool strict)
    {
        GateCondition[] conditions = [.. new[] { "tpr >= 0.8", "tpr >= 0.4 warning", "gap <= 0.1 warning", "nothing <= 1" }.Select(GateCondition.Parse)];
        var decision = GateDecision.Of(conditions, [Number("tpr", 0.9), Number("tpr", 0.5), Number("tpr", 0.8), Number("gap", 0.3)]);
        Assert.Equal(4, decision.Results.Select(r => r.Status).Distinct().Count());

        JUnitFile.Write(_file, "made", decision, strict);

        Validate(XDocument.Load(_file));
    }

    [Fact]
    public void ADecisionWithoutGates_IsValid()
    {
        JUnitFile.Write(_file, "made", new([]), strict: false);

        Validate(XDocument.Load(_file));
    }

    [Theory]
    [InlineData("<testsuite name='a' tests='1'><testcase name='b' reason='c'/></testsuite>")]
    [InlineData("<testsuite name='a' tests='1'><testcase name='b'><warning/></testcase></testsuite>")]
    [InlineData("<testsuite name='a'/>")]
    public void AnotherForm_IsRefused(string suite) => Assert.Throws<XmlSchemaValidationException>(() => Validate(XDocument.Parse($"<testsuites>{suite}</testsuites>")));

    public void Dispose() => File.Delete(_file);

    /// <summary>The schema is of 2010, when a skipped case had its reason as text only; type and message came later, and today's readers show them.</summary>
    private static void Validate(XDocument document)
    {
        foreach (var skipped in document.Descendants("skipped"))
        {
            Assert.Equal(["type", "message"], skipped.Attributes().Select(a => a.Name.LocalName));
            skipped.RemoveAttributes();
        }

        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Combine(Repository.Root, "tests", "data", "junit", "jenkins-junit.xsd"));
        document.Validate(schemas, null);
    }

    private static Measurement Number(string metric, double value) => new()
    {
        Section = "fairness", Metric = metric, Attribute = "sex", GroupA = FormattableString.Invariant($"g{value}"), CountA = 50, Value = value, Lower = value - 0.05, Upper = value + 0.05,
    };
}
