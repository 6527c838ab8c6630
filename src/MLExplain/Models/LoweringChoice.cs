using MLExplain.Gradients;

namespace MLExplain.Models;

/// <summary>How a classifier's gradients are formulated, and why so.</summary>
/// <param name="Lowering">The formulation.</param>
/// <param name="Reason">The formulation and the reason, in words.</param>
internal sealed record LoweringChoice(Lowering Lowering, string Reason)
{
    /// <summary>Without a wish, the first choice of a process differentiates a small network both ways: make it only where gradients are asked for.</summary>
    public static LoweringChoice Make(OnnxClassifierOptions options, ExecutionDevice device) => options.Lowering switch
    {
        { } asked => new LoweringChoice(asked, $"{asked}, as asked"),
        null when !device.IsCpu => new LoweringChoice(Lowering.Portable, "Portable, because the model does not run on the CPU provider"),
        null when LoweringCheck.Failure is { } failure => new LoweringChoice(Lowering.Portable, $"Portable, because the faster CPU forms failed their self-check: {failure}"),
        null => new LoweringChoice(Lowering.CpuBlocked, "CpuBlocked, self-check passed"),
    };
}
