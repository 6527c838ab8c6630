namespace MLExplain.Gradients;

/// <summary>Which of several equal formulations of a gradient is written.</summary>
public enum Lowering
{
    /// <summary>The plainest standard operators; runs well on any execution provider.</summary>
    Portable,

    /// <summary>Formulations that stay inside ONNX Runtime's blocked CPU layout (NCHWc): same values, fewer layout changes.</summary>
    CpuBlocked,
}
