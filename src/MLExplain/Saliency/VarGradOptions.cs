namespace MLExplain.Saliency;

/// <summary>How <see cref="VarGrad"/> draws its noise.</summary>
public sealed record VarGradOptions : NoisyOptions;
