using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace MLExplain.Reporting;

/// <summary>Styles and scripts of the pages, and the policy by which a browser runs these and nothing else.</summary>
internal static class ContentPolicy
{
    private const string Prefix = "MLExplain.Reporting.";

    /// <summary>The content of the policy's meta element: no network, pictures inside the page, these very styles and scripts.</summary>
    /// <remarks>Attributes of style hold numbers of bars and colours of legends; they cannot run anything.</remarks>
    public static string Text { get; } =
        $"default-src 'none'; img-src data:; style-src-elem {Hashes(".css")}; style-src-attr 'unsafe-inline'; script-src {Hashes(".js")}; base-uri 'none'; form-action 'none'";

    /// <summary>What stands between the tags of a style or script.</summary>
    /// <param name="name">File name.</param>
    public static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"The assembly does not carry '{name}'.");
        using var reader = new StreamReader(stream);
        return "\n" + reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hashes(string ending) => string.Join(' ', Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Resource(name[Prefix.Length..]))))}'"));
}
