using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>The method whose map another method works on: how it is named, and how it is made.</summary>
internal static class BaseMethod
{
    public const string Key = "base";

    public const string Values = "the name of another method";

    public static string Read(OptionValue value) =>
        SaliencyMethods.All.Any(entry => entry.Name == value.Text)
            ? value.Text
            : throw value.Bad(NearestName.Of(value.Text, SaliencyMethods.All.Select(entry => entry.Name)));

    /// <summary>The method with its defaults; null for no name.</summary>
    public static ISaliencyMethod? Create(string? name, Preprocessing? preprocessing) =>
        name is null ? null : SaliencyMethods.Create(name, context: new MethodContext { Preprocessing = preprocessing });
}
