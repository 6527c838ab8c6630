namespace MLExplain.Tests.Browser;

/// <summary>The tests that open the demo's report, one after the other: the run is made once for all.</summary>
[CollectionDefinition(Collection)]
public sealed class Browsers : ICollectionFixture<DemoReport>
{
    public const string Collection = "the demo's report in a browser";
}
