using MLExplain.Saliency;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>A method of the list is an estimator of the catalog, and comes back from a saved model.</summary>
public sealed class CatalogTests
{
    public static TheoryData<string> Names => new(SaliencyMethods.All.Select(entry => entry.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMethod_HasACatalogMethod(string name)
    {
        var expected = "Explain" + name.Replace("++", "PlusPlus", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

        var method = typeof(Microsoft.ML.ExplainTransformsCatalog).GetMethods().Single(m => m.Name.Equals(expected, StringComparison.OrdinalIgnoreCase));

        Assert.Equal(typeof(SaliencyEstimator), method.ReturnType);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMethod_ComesBackFromItsSavedOptions(string name) => Assert.Equal(name, SaliencyRecipe.Named(name, "{}").Method.Name);
}
