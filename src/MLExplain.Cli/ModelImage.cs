using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Cli;

/// <summary>Reads a file as the model takes it, <c>[C,H,W]</c> in network space: a picture through the preprocessing, or a .npy as it is.</summary>
internal static class ModelImage
{
    public static Tensor Load(string path, Preprocessing preprocessing) =>
        Path.GetExtension(path) == ".npy" ? Npy.Read(path) : preprocessing.Apply(ImageDecoder.Decode(path));
}
