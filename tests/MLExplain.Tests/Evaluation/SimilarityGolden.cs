using System.Text.Json;
using MLExplain.Tensors;

namespace MLExplain.Tests.Evaluation;

/// <summary>One stored comparison of a map with that of a network whose last layer was drawn anew.</summary>
internal sealed record SimilarityGolden(string Folder, string Network, int Target, JsonElement Figures)
{
    public static TheoryData<string> Folders => File.Exists(Path.Combine(Repository.Shared, "goldens", "manifest.json"))
        ? new TheoryData<string>(All().Select(g => g.Folder))
        : new TheoryData<string>("reference data absent");

    /// <summary>The cells of the stored descriptors.</summary>
    public int Cell => Network == "mnist_cntk" ? 4 : 16;

    public static SimilarityGolden Find(string folder)
    {
        Repository.SharedFile();
        return All().Single(g => g.Folder == folder);
    }

    public Tensor Load(string name) => Npy.Read(Repository.SharedFile("goldens", Folder, name + ".npy"));

    public double Figure(string name) => Figures.GetProperty(name).GetDouble();

    /// <summary>The original network's map, [H,W].</summary>
    public Tensor Original()
    {
        var ig = Load("ig_gausslegendre50");
        var map = new Tensor(ig.Shape[1], ig.Shape[2]);
        for (var i = 0; i < map.Length; i++)
        {
            var pixel = i;
            map.Values[i] = (float)Enumerable.Range(0, ig.Shape[0]).Sum(c => (double)ig.Values[(c * map.Length) + pixel]);
        }

        return map;
    }

    private static IEnumerable<SimilarityGolden> All()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Shared, "goldens", "manifest.json")));
        return [.. manifest.RootElement.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("method").GetString() == "map_similarity").Select(e =>
            new SimilarityGolden(
                $"{e.GetProperty("model").GetString()}/{e.GetProperty("image").GetString()}", e.GetProperty("model").GetString()!, e.GetProperty("target").GetInt32(), e.Clone()))];
    }
}
