using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MLExplain.Audit.Parts;

/// <summary>Images as JSON lines. Every member of a record is kept; numbers come back to the last bit; what is undefined is null.</summary>
internal static class PartFormat
{
    /// <summary>What is missing or unknown is an error; fields are there for tuples, which plans hash.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, IncludeFields = true, RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutComputed } },
    };

    public static byte[] Write(IEnumerable<AuditedImage> images)
    {
        using var stream = new MemoryStream();
        foreach (var image in images)
        {
            JsonSerializer.Serialize(stream, image, Options);
            stream.WriteByte((byte)'\n');
        }

        return stream.ToArray();
    }

    /// <exception cref="JsonException">It is no such file.</exception>
    public static IReadOnlyList<AuditedImage> Read(byte[] lines)
    {
        var images = new List<AuditedImage>();
        for (var start = 0; start < lines.Length;)
        {
            var length = lines.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var end ? end : lines.Length - start;
            images.Add(JsonSerializer.Deserialize<AuditedImage>(lines.AsSpan(start, length), Options)!);
            start += length + 1;
        }

        return images;
    }

    /// <summary>What nothing can set is computed from the rest, and is computed again.</summary>
    private static void LeaveOutComputed(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(p => p.Set is null && p.AssociatedParameter is null).ToList())
        {
            type.Properties.Remove(member);
        }
    }
}
