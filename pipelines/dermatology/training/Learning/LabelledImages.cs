using Dermatology.Drawing;
using MLExplain.Tensors;

namespace Dermatology.Learning;

/// <summary>A cohort as the network sees it.</summary>
/// <param name="Cases">Who they are.</param>
/// <param name="Inputs">Preprocessed pictures, <c>[N,3,64,64]</c>.</param>
/// <param name="Labels">Class to learn, one per case; the diagnosis, unless labels were shuffled.</param>
internal sealed record LabelledImages(IReadOnlyList<Case> Cases, Tensor Inputs, IReadOnlyList<int> Labels)
{
    public static LabelledImages Draw(Dermatoscope scope, IReadOnlyList<Case> cases)
    {
        var inputs = new Tensor(cases.Count, 3, Network.Side, Network.Side);
        Parallel.For(0, cases.Count, i => Network.Preprocessing.Apply(scope.Draw(cases[i]).Image).Values.CopyTo(inputs.Row(i)));
        return new LabelledImages(cases, inputs, [.. cases.Select(c => (int)c.Diagnosis)]);
    }

    /// <summary>The same pictures with their labels in random order: nothing is left to learn but the pictures themselves.</summary>
    public LabelledImages WithShuffledLabels(RandomStream random)
    {
        var labels = Labels.ToArray();
        random.Shuffle(labels);
        return this with { Labels = labels };
    }
}
