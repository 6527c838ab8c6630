using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Transforms;

/// <summary>What a column says about itself in texts, such as the method that made it.</summary>
internal class TextAnnotations
{
    protected DataViewSchema.Annotations.Builder Annotations { get; } = new();

    public TextAnnotations With(string kind, string text)
    {
        Annotations.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
        return this;
    }

    public DataViewSchema.Annotations ToAnnotations() => Annotations.ToAnnotations();
}
