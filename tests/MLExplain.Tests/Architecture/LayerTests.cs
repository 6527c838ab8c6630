using System.Text.RegularExpressions;

namespace MLExplain.Tests.Architecture;

/// <summary>Each folder of the library is a layer; a layer imports only those below it.</summary>
public sealed partial class LayerTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Tensors"] = [],
        ["Imaging"] = ["Tensors"],
        ["Onnx"] = ["Tensors"],
        ["Gradients"] = ["Onnx", "Tensors"],
        ["Models"] = ["Gradients", "Onnx", "Tensors"],
        ["Saliency"] = ["Models", "Imaging", "Tensors"],
        ["Evaluation"] = ["Saliency", "Models", "Imaging", "Tensors"],
        ["Audit"] = ["Evaluation", "Saliency", "Models", "Imaging", "Tensors"],
        ["Reporting"] = ["Audit", "Evaluation", "Imaging"],
        ["Transforms"] = ["Audit", "Evaluation", "Saliency", "Models", "Gradients", "Onnx", "Imaging", "Tensors"],
    };

    private static string Library => Path.Combine(Repository.Root, "src", "MLExplain");

    public static TheoryData<string> Layers => new(Allowed.Keys);

    [Fact]
    public void EveryFolderIsALayer() =>
        Assert.Empty(Directory.GetDirectories(Library).Select(Path.GetFileName).Except([.. Allowed.Keys, "bin", "obj"]));

    [Theory]
    [MemberData(nameof(Layers))]
    public void ALayerImportsOnlyLayersBelowIt(string layer)
    {
        var folder = Path.Combine(Library, layer);
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".cs" or ".razor");

        var forbidden =
            from file in files
            from Match match in OurNamespace().Matches(File.ReadAllText(file))
            let imported = match.Groups[1].Value
            where Allowed.ContainsKey(imported) && imported != layer && !Allowed[layer].Contains(imported)
            select $"{Path.GetRelativePath(Library, file)} uses {imported}";

        Assert.Empty(forbidden.Distinct());
    }

    [GeneratedRegex(@"\bMLExplain\.(\w+)")]
    private static partial Regex OurNamespace();
}
