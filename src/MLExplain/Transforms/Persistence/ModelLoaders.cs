extern alias MlNet;

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExplain.Transforms;
using MLExplain.Transforms.Persistence;
using Internals = MlNet::Microsoft.ML;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: Internals.LoadableClass(typeof(ITransformer), typeof(ModelLoaders.Images), null, typeof(Internals.SignatureLoadModel), "MLExplain: classifier images", ClassifierImageTransformer.LoaderName)]

namespace MLExplain.Transforms.Persistence;

/// <summary>What <c>mlContext.Model.Load</c> calls: it finds this assembly by the name in the model file, and the loader by the attributes above.</summary>
/// <remarks>A new transformer is one attribute and one class here.</remarks>
internal static class ModelLoaders
{
    internal static class Images
    {
        internal static ITransformer Create(IHostEnvironment environment, Internals.ModelLoadContext context) =>
            new ClassifierImageTransformer(environment, ModelEntry.Open(context, ClassifierImageTransformer.LoaderName).State<ClassifierImageState>());
    }
}
