using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Transforms;

#pragma warning disable IDE0130 // ML.NET's catalogs are extended in its own namespace, so that users need no further using.
namespace Microsoft.ML;
#pragma warning restore IDE0130

/// <summary>MLExplain's audits, beside ML.NET's own operations on <c>mlContext.Data</c>.</summary>
public static class AuditDataCatalog
{
    /// <summary>
    /// Compares what a classifier does to different groups, and holds the differences against gates. One pass over the data computes the
    /// columns named here and no other.
    /// </summary>
    /// <remarks>
    /// Classes and groups are compared by name: text as it stands, <c>true</c> and <c>false</c>, numbers as short as they read back exactly,
    /// and keys by the names of their values, so that label and prediction may be numbered differently. A row without a label or prediction
    /// is counted as excluded; a row without an attribute belongs to the group <c>(missing)</c>. Neither the order of rows nor the number of
    /// cores matters.
    /// </remarks>
    /// <param name="catalog">The data catalog.</param>
    /// <param name="data">One row per image, patient or case, with predictions.</param>
    /// <param name="options">The attributes, which are names of columns, and how their groups are compared.</param>
    /// <param name="labelColumnName">Column of the true class: text, Boolean, a number, or a key with named values.</param>
    /// <param name="predictedLabelColumnName">Column of the predicted class, of the same kind.</param>
    /// <param name="probabilityColumnName">
    /// Column of the probability, 0 to 1, of the positive class where the options name one, else of the predicted class: <see cref="float"/> or
    /// <see cref="double"/>; NaN where it is not known. Null measures no calibration.
    /// </param>
    /// <param name="gates">What the numbers must meet; null for <see cref="FairnessGates.Default"/>.</param>
    /// <param name="cancellationToken">Stops the audit.</param>
    /// <returns>What was found, and what the gates conclude from it: pass, fail, inconclusive, or not evaluated, which is never a pass.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or holds something else.</exception>
    /// <exception cref="ArgumentException">Label and prediction name classes by different kinds of values, an option is out of its range, or a gate names what is not measured.</exception>
    /// <exception cref="MLExplain.Audit.DataException">No row is usable, the positive class does not occur, or an attribute cannot be cut into groups.</exception>
    public static (FairnessReport Report, GateDecision Decision) AuditFairness(
        this DataOperationsCatalog catalog,
        IDataView data,
        FairnessOptions options,
        string labelColumnName = "Label",
        string predictedLabelColumnName = "PredictedLabel",
        string? probabilityColumnName = null,
        IReadOnlyList<GateCondition>? gates = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        FairnessGates.Check(gates ?? [], options);
        var columns = new FairnessColumns(data.Schema, options, labelColumnName, predictedLabelColumnName, probabilityColumnName);
        var report = FairnessAudit.Run(columns.Read(data, cancellationToken), options, cancellationToken: cancellationToken);
        return (report, GateDecision.Of(gates ?? FairnessGates.Default(report.Classes.Count, options.Positive), FairnessGates.Measurements(report)));
    }
}
