namespace MLExplain.Saliency;

/// <summary>When keys beside <c>steps</c> do nothing.</summary>
internal static class StepKeys
{
    /// <summary>Of a key that only a fixed number of steps reads.</summary>
    public static string? IdleUnderAuto(StepCount steps) => steps.IsAuto ? "steps is auto, which places its own points: give a number of steps" : null;

    /// <summary>Of a key that only an automatic number of steps reads.</summary>
    public static string? IdleUnderNumber(StepCount steps) => steps.IsAuto ? null : $"steps is {steps}, a fixed number: give steps auto";
}
