extern alias MlNet;

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExplain.Transforms;
using MLExplain.Transforms.Persistence;
using Internals = MlNet::Microsoft.ML;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: Internals.LoadableClass(typeof(ITransformer), typeof(ModelLoaders.Images), null, typeof(Internals.SignatureLoadModel), "MLExplain: classifier images", ClassifierImageTransformer.LoaderName)]
[assembly: Internals.LoadableClass(typeof(ITransformer), typeof(ModelLoaders.Saliency), null, typeof(Internals.SignatureLoadModel), "MLExplain: saliency", SaliencyTransformer.LoaderName)]
[assembly: Internals.LoadableClass(typeof(ITransformer), typeof(ModelLoaders.Overlays), null, typeof(Internals.SignatureLoadModel), "MLExplain: overlays", OverlayTransformer.LoaderName)]
[assembly: Internals.LoadableClass(typeof(ITransformer), typeof(ModelLoaders.Measures), null, typeof(Internals.SignatureLoadModel), "MLExplain: measures of maps and methods", MeasureTransformer.LoaderName)]

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

    internal static class Overlays
    {
        internal static ITransformer Create(IHostEnvironment environment, Internals.ModelLoadContext context) =>
            new OverlayTransformer(environment, ModelEntry.Open(context, OverlayTransformer.LoaderName).State<OverlayState>());
    }

    internal static class Saliency
    {
        internal static ITransformer Create(IHostEnvironment environment, Internals.ModelLoadContext context)
        {
            var entry = ModelEntry.Open(context, SaliencyTransformer.LoaderName);
            var state = entry.State<SaliencyState>();
            var model = OnnxExplainedModel.Open(entry.Bytes(OnnxExplainedModel.FileName), state.Model ?? new OnnxModelState());
            return new SaliencyTransformer(environment, state, model);
        }
    }

    internal static class Measures
    {
        internal static ITransformer Create(IHostEnvironment environment, Internals.ModelLoadContext context)
        {
            var entry = ModelEntry.Open(context, MeasureTransformer.LoaderName);
            var state = entry.State<MeasureState>();
            return new MeasureTransformer(environment, state, new MeasureModels(Open("", state.Model), Open(MeasureModels.ShuffledPrefix, state.ShuffledModel)));

            OnnxExplainedModel? Open(string prefix, OnnxModelState? model) =>
                model is null ? null : OnnxExplainedModel.Open(entry.Bytes(prefix + OnnxExplainedModel.FileName), model);
        }
    }
}
