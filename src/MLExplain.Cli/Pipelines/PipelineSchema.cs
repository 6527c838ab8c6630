using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MLExplain.Cli.Pipelines.Sections;
using MLExplain.Evaluation;
using MLExplain.Saliency;

namespace MLExplain.Cli.Pipelines;

/// <summary>The JSON schema of pipeline files, made from the option records and their documentation, so that editors complete and check them.</summary>
/// <remarks>JSON Schema draft 7, which editors know best. It says keys, types and choices; what depends on the model and the images is checked when a file is run.</remarks>
internal static class PipelineSchema
{
    /// <summary>A number may come from a variable, such as ${env:SEED}.</summary>
    private const string Variable = @"\$\{";

    private const string Dialect = "http://json-schema.org/draft-07/schema#";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    public static string Text { get; } = Create().ToJsonString(Options) + "\n";

    private static JsonObject Create()
    {
        var documentation = MemberDocumentation.Load(typeof(PipelineOptions).Assembly);
        var root = (JsonObject)Options.GetJsonSchemaAsNode(typeof(PipelineOptions), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Described(context, node, documentation),
        });
        root.Insert(0, "$schema", Dialect);
        root.Insert(1, "title", "MLExplain pipeline");
        return root;
    }

    private static JsonNode Described(JsonSchemaExporterContext context, JsonNode node, MemberDocumentation documentation)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        // A type that came before is a reference to where it was described.
        var isFirst = !schema.ContainsKey("$ref");

        Widen(schema, Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type, context.PropertyInfo?.AttributeProvider as PropertyInfo);
        if (isFirst && context.TypeInfo.Type == typeof(GateSection))
        {
            schema = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, schema) };
        }

        if (isFirst && context.TypeInfo.Type == typeof(ExplainSection))
        {
            AddOptions(schema, "method", [.. SaliencyMethods.All.Select(m => new Choice(m.Name, m.Summary, m.Options))]);
        }
        else if (isFirst && context.TypeInfo.Type == typeof(MeasureSection))
        {
            AddOptions(schema, "measure", [.. Measures.All.Select(m => new Choice(m.Facts.Name, m.Facts.Question, m.Options))]);
        }

        if (context.PropertyInfo is { AttributeProvider: PropertyInfo member } && documentation.Of(member) is { } text)
        {
            schema.Remove("description");
            schema.Insert(0, "description", text);
        }

        return schema;
    }

    /// <summary>
    /// As the reader takes them: one number for a list of one, any plain word or number for a text, a variable for a number, nothing for a text, list or section that has a default.
    /// </summary>
    private static void Widen(JsonObject schema, Type type, PropertyInfo? member)
    {
        var isOptional = member is not null && member.GetCustomAttribute<RequiredMemberAttribute>() is null;
        string[] nothing = isOptional ? ["null"] : [];
        if (type == typeof(float[]))
        {
            schema["type"] = Types(["array", "number", "string", .. nothing]);
            schema["pattern"] = Variable;
        }
        else if (type == typeof(string))
        {
            schema["type"] = Types(["string", "number", "boolean", .. nothing]);
        }
        else if (type == typeof(float) || type == typeof(double) || type == typeof(int))
        {
            string[] absent = schema["type"] is JsonArray known && known.Any(t => t!.GetValue<string>() == "null") ? ["null"] : [];
            schema["type"] = Types([type == typeof(int) ? "integer" : "number", "string", .. absent]);
            schema["pattern"] = Variable;
        }
        else if (isOptional && schema["type"] is JsonValue one && one.GetValue<string>() is "object" or "array" or "boolean")
        {
            schema["type"] = Types([schema["type"]!.GetValue<string>(), "null"]);
        }

        foreach (var range in member?.GetCustomAttributes<RangeAttribute>() ?? [])
        {
            schema["minimum"] = (int)range.Minimum;
        }
    }

    private static JsonArray Types(string[] names) => [.. names.Select(n => JsonValue.Create(n))];

    /// <summary>Which options there are depends on the name beside them.</summary>
    private static void AddOptions(JsonObject schema, string key, IReadOnlyList<Choice> choices)
    {
        var properties = (JsonObject)schema["properties"]!;
        properties[key]!["enum"] = new JsonArray([.. choices.Select(c => JsonValue.Create(c.Name))]);
        properties["options"] = new JsonObject { ["description"] = properties["options"]?["description"]?.DeepClone(), ["type"] = "object" };
        schema["anyOf"] = new JsonArray([.. choices.Select(choice => new JsonObject
        {
            ["properties"] = new JsonObject
            {
                [key] = new JsonObject { ["enum"] = new JsonArray(choice.Name), ["description"] = choice.Summary },
                ["options"] = Keys(choice.Options),
            },
        })]);
    }

    private static JsonObject Keys(IReadOnlyList<MethodOption> options) => new()
    {
        ["properties"] = new JsonObject(options.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Key, new JsonObject
        {
            ["description"] = $"{o.Summary} Takes {o.Values}. Default: {o.Default}.",
            ["type"] = new JsonArray("string", "number", "boolean"),
        }))),
        ["additionalProperties"] = false,
    };

    private sealed record Choice(string Name, string Summary, IReadOnlyList<MethodOption> Options);
}
