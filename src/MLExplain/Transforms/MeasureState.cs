namespace MLExplain.Transforms;

/// <summary>The settings of a score column, as written in a model file.</summary>
internal sealed record MeasureState
{
    public required string OutputColumn { get; init; }

    public required string StatusColumn { get; init; }

    public string? CurveColumn { get; init; }

    /// <summary>Null for measures against a mask.</summary>
    public string? ImageColumn { get; init; }

    /// <summary>Null for measures that run a method.</summary>
    public string? SaliencyColumn { get; init; }

    public string? MaskColumn { get; init; }

    public string? TargetColumn { get; init; }

    public int? BatchSize { get; init; }

    public required string Measure { get; init; }

    public required string MeasureOptions { get; init; }

    /// <summary>The method that the measure runs; null when it reads a saliency column.</summary>
    public string? Method { get; init; }

    public string? MethodOptions { get; init; }

    /// <summary>How the explained model is read; null without one.</summary>
    public OnnxModelState? Model { get; init; }

    /// <summary>How the model it is compared with is read; null without one.</summary>
    public OnnxModelState? ShuffledModel { get; init; }

    /// <summary>The settings of a measure before it is known what it reads.</summary>
    /// <exception cref="ArgumentException">Two of the added columns have one name, or the measure has no curve.</exception>
    public static MeasureState Of(string output, MeasureRecipe recipe, MeasureColumnOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        options ??= new();
        if (options.CurveColumnName is not null && !recipe.HasCurve)
        {
            throw new ArgumentException($"'{recipe.Name}' has no curve, so there is none for the column '{options.CurveColumnName}': leave {nameof(options.CurveColumnName)} out.", nameof(options));
        }

        string?[] added = [output, options.StatusColumnName ?? output + "Status", options.CurveColumnName];
        if (added.Contains("") || added.Distinct().Count() < added.Length)
        {
            throw new ArgumentException($"The columns that '{recipe.Name}' adds cannot be named '{string.Join("', '", added.OfType<string>())}': names are expected that are not empty and differ.", nameof(options));
        }

        return new()
        {
            OutputColumn = output,
            StatusColumn = added[1]!,
            CurveColumn = options.CurveColumnName,
            TargetColumn = options.TargetColumnName,
            BatchSize = options.BatchSize,
            Measure = recipe.Name,
            MeasureOptions = recipe.Options,
        };
    }
}
