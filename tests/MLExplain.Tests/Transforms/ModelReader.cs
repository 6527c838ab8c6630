using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExplain.Tests.Transforms;

/// <summary>A user's program that knows ML.NET and nothing of MLExplain: it loads a model file, applies it, and writes down every value.</summary>
internal static class ModelReader
{
    /// <summary>Runs in the second process.</summary>
    /// <param name="model">A file of <c>mlContext.Model.Save</c>.</param>
    /// <param name="images">A text file with one path a line.</param>
    /// <param name="output">Receives what <see cref="Values"/> gives.</param>
    public static void Run(string model, string images, string output)
    {
        if (AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "MLExplain"))
        {
            throw new InvalidOperationException("MLExplain was loaded before the model asked for it, so this process proves nothing.");
        }

        var ml = new MLContext();
        var transformer = ml.Model.Load(model, out _);
        File.WriteAllBytes(output, Values(transformer.Transform(Paths(ml, images))));
    }

    public static IDataView Paths(MLContext ml, string images) =>
        ml.Data.LoadFromTextFile(images, [new TextLoader.Column("Path", DataKind.String, 0)], separatorChar: '\t');

    /// <summary>The vectors, texts and pixels of every column, row by row.</summary>
    public static byte[] Values(IDataView view)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        using var cursor = view.GetRowCursor(view.Schema);
        var columns = view.Schema.Select(column => WriterOf(cursor, column, writer)).ToArray();
        while (cursor.MoveNext())
        {
            foreach (var column in columns)
            {
                column();
            }
        }

        return bytes.ToArray();
    }

    private static Action WriterOf(DataViewRow row, DataViewSchema.Column column, BinaryWriter writer) => column.Type switch
    {
        TextDataViewType => Write<ReadOnlyMemory<char>>(row, column, text => writer.Write(text.ToString())),
        NumberDataViewType => Write<float>(row, column, writer.Write),
        VectorDataViewType => Write<VBuffer<float>>(row, column, vector => Array.ForEach([.. vector.DenseValues()], writer.Write)),
        _ => Write<MLImage>(row, column, image => writer.Write(image is null ? [] : image.Pixels)),
    };

    private static Action Write<T>(DataViewRow row, DataViewSchema.Column column, Action<T> write)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            write(value);
        };
    }
}
