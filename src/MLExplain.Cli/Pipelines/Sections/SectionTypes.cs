namespace MLExplain.Cli.Pipelines.Sections;

/// <summary>Which types stand for a mapping of a pipeline file.</summary>
internal static class SectionTypes
{
    public static bool Contains(Type type) => type == typeof(PipelineOptions) || (type.Namespace == typeof(SectionTypes).Namespace && type is { IsClass: true, IsArray: false });
}
