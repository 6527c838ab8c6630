using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLExplain.Transforms.Runtime;

namespace MLExplain.Transforms;

/// <summary>A transformer that adds lazily computed columns row by row.</summary>
/// <remarks>
/// Nothing is computed until a cursor asks for an added column. Rows are read ahead in blocks of up to <see cref="BatchSize"/> so that
/// the model runs on batches; the values do not depend on the size of the block. Views are thread-safe, cursors are not.
/// ML.NET's own transforms read ahead too: placed after such a column they may compute rows nobody looks at.
/// <c>mlContext.Model.Save</c> stores the transformer with all it needs, networks included; <c>mlContext.Model.Load</c> brings it back
/// wherever the assembly MLExplain can be found, without any registration. Loading runs code that the file names, as with every ML.NET
/// model: load only files you trust.
/// </remarks>
public abstract class RowTransformer : ITransformer, IDisposable
{
    private int _batchSize = 1;

    private protected RowTransformer(IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Host = environment.Register(GetType().Name);
    }

    /// <summary>The largest number of rows computed at once.</summary>
    /// <value>At least 1. Default: 1, or what the estimator was given. Read when a cursor is opened; saved with the model.</value>
    public int BatchSize
    {
        get => _batchSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _batchSize = value;
        }
    }

    /// <summary>Stops the cursors opened after it was set, with <see cref="OperationCanceledException"/>.</summary>
    /// <value>Default: none. Not saved with the model.</value>
    /// <remarks>ML.NET wraps exceptions that pass through its own parallel cursors: look through the inner exceptions.</remarks>
    public CancellationToken CancellationToken { get; set; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    private protected IHost Host { get; }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new BoundMapper(this, inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView(this, input);
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new BoundMapper(this, inputSchema);

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveState(ctx);

    /// <summary>Releases what the transformer owns, such as model sessions; views of it can no longer be read.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the transformer owns.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Checks a schema and says what is read and added.</summary>
    private protected abstract RowBinding BindTo(DataViewSchema schema);

    private protected abstract void SaveState(ModelSaveContext context);

    internal RowBinding Bind(DataViewSchema schema) => BindTo(schema);
}
