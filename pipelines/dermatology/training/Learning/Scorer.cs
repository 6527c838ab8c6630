using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;

namespace Dermatology.Learning;

/// <summary>Runs a finished classifier.</summary>
internal static class Scorer
{
    private const int Rows = 32;

    /// <summary>Probability of malignant for each picture.</summary>
    public static double[] Malignancy(OnnxModel model, LabelledImages images)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model.ToBytes(), options);
        using var run = new RunOptions();
        var (scores, length) = (new double[images.Cases.Count], images.Inputs.Length / images.Cases.Count);
        for (var start = 0; start < scores.Length; start += Rows)
        {
            var count = Math.Min(Rows, scores.Length - start);
            using var input = OrtValue.CreateTensorValueFromMemory<float>(
                OrtMemoryInfo.DefaultInstance, images.Inputs.Values.AsMemory(start * length, count * length), [count, 3, Network.Side, Network.Side]);
            using var outputs = session.Run(run, [Network.Image], [input], [Network.Probabilities]);
            var probabilities = outputs[0].GetTensorDataAsSpan<float>();
            for (var row = 0; row < count; row++)
            {
                scores[start + row] = probabilities[(Network.Classes * row) + 1];
            }
        }

        return scores;
    }
}
