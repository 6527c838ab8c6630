using System.Reflection;
using Microsoft.ML;
using MLExplain.Tests.Transforms.Contract;
using MLExplain.Transforms;

namespace MLExplain.Tests.Architecture;

/// <summary>Whatever the catalog offers is held to the contract of <see cref="ColumnContract"/>.</summary>
public sealed class ContractTests
{
    [Fact]
    public void EveryTransformOfTheCatalog_IsASubjectOfTheContract()
    {
        var offered = typeof(RowTransformer).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.GetParameters() is [var catalog, ..] && catalog.ParameterType == typeof(TransformsCatalog))
            .Select(method => method.Name)
            .ToHashSet();
        var tested = ColumnSubjects.All.Select(subject => subject.Name.Split(' ')[0]).ToHashSet();

        var missing = offered.Except(tested).Order().ToArray();
        Assert.True(missing.Length == 0, $"Add a line to ColumnSubjects.All for {string.Join(", ", missing)}.");
        Assert.Contains("ExplainOverlay", offered);
        Assert.Equal(offered.Order(), tested.Order());
    }
}
