using System.Buffers.Binary;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>The path algorithm alone against the reference's float64 result, fed with the very gradients that the reference saw.</summary>
public sealed class GuidedReplayTests
{
    [SkippableTheory]
    [InlineData("mnist_cntk/digit_0_37")]
    [InlineData("mnist_cntk/digit_2_2750_noise")]
    [InlineData("one_conv/arange16")]
    public void ReplayedGradients_GiveTheReferencesAttribution(string image)
    {
        var input = Npy.Read(Repository.SharedFile("goldens", image, "input.npy")).Values;
        var gradients = Npy.Read(Repository.SharedFile("goldens", image, "guided_ig20_gradients.npy"));
        var expected = ReadDoubles(Repository.SharedFile("goldens", image, "guided_ig20.npy"), input.Length);

        var path = new GuidedPath(input, new float[input.Length], steps: 20, fraction: 0.25, maxDistance: 0.02);
        for (var step = 0; !path.IsDone; step++)
        {
            path.Advance(gradients.Row(step));
        }

        // Two float64 programs that sum distances in different orders: 1e-9 of the largest value, as the reference data promises.
        var scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(path.Attribution), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * scale));
    }

    // The library reads tensors as float32; here every digit counts.
    private static double[] ReadDoubles(string file, int count)
    {
        var bytes = File.ReadAllBytes(file);
        return [.. Enumerable.Range(0, count).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(bytes.Length - (8 * (count - i)))))];
    }
}
