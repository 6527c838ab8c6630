using MLExplain.Evaluation;
using MLExplain.Saliency;
using MLExplain.Transforms;

namespace MLExplain.Tests.Transforms;

/// <summary>A method or measure of the lists is an estimator of the catalog, and comes back from a saved model.</summary>
public sealed class CatalogTests
{
    public static TheoryData<string> Names => new(SaliencyMethods.All.Select(entry => entry.Name));

    public static TheoryData<string> Measured => new(Measures.All.Select(entry => entry.Facts.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMethod_HasACatalogMethod(string name)
    {
        var expected = "Explain" + name.Replace("++", "PlusPlus", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

        var method = typeof(Microsoft.ML.ExplainTransformsCatalog).GetMethods().Single(m => m.Name.Equals(expected, StringComparison.OrdinalIgnoreCase));

        Assert.Equal(typeof(SaliencyEstimator), method.ReturnType);
    }

    [Theory]
    [MemberData(nameof(Measured))]
    public void EveryMeasure_HasACatalogMethod(string name)
    {
        var expected = "Measure" + name.Replace("-", "", StringComparison.Ordinal);

        var method = typeof(Microsoft.ML.ExplainTransformsCatalog).GetMethods().Single(m => m.Name.Equals(expected, StringComparison.OrdinalIgnoreCase));

        Assert.Equal(typeof(MeasureEstimator), method.ReturnType);
        Assert.Equal(Measures.Find(name).Facts.NeedsMask, method.GetParameters().Any(parameter => parameter.Name == "maskColumnName"));
    }

    [Theory]
    [MemberData(nameof(Measured))]
    public void EveryMeasure_ComesBackFromItsSavedOptions(string name) => Assert.Equal(name, new MeasureRecipe(name, "{}").Make(shuffled: null) switch
    {
        IMapMeasure measure => measure.Name,
        var measure => ((IMethodMeasure)measure).Name,
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryMethod_ComesBackFromItsSavedOptions(string name) => Assert.Equal(name, SaliencyRecipe.Named(name, "{}").Method.Name);
}
