namespace MLExplain.Models;

/// <summary>One trained tensor of a classifier.</summary>
/// <param name="Name">The initializer's name in the model file.</param>
/// <param name="Shape">Its shape in the model file.</param>
/// <param name="Role">What it does.</param>
/// <param name="FanIn">Of a kernel, how many inputs each output sums; else 0.</param>
/// <param name="FanOut">Of a kernel, how many outputs each input goes into, strides and groups not counted; else 0.</param>
public sealed record WeightTensor(string Name, IReadOnlyList<int> Shape, WeightRole Role, int FanIn, int FanOut);
