namespace MLExplain.Saliency;

/// <summary>THE list of saliency methods: the command line, pipeline files and documentation read it. A new method is one file and one row.</summary>
public static class SaliencyMethods
{
    /// <summary>All methods, in the order they are shown.</summary>
    public static IReadOnlyList<SaliencyMethodEntry> All { get; } =
    [
        SaliencyMethodEntry.Of(
            "gradient",
            MethodNeed.Gradient,
            "Signed gradient of the target's logit.",
            () => new Gradient()),
        SaliencyMethodEntry.Of(
            "input-x-gradient",
            MethodNeed.Gradient,
            "Input times gradient.",
            () => new InputXGradient()),
        SaliencyMethodEntry.Of(
            "integrated-gradients",
            MethodNeed.Gradient,
            "Gradient averaged along the line from a baseline to the image, times their difference.",
            IntegratedGradientsKeys.Rows,
            context => new IntegratedGradientsOptions { Preprocessing = context.Preprocessing },
            options => new IntegratedGradients(options)),
        SaliencyMethodEntry.Of(
            "guided-ig",
            MethodNeed.Gradient,
            "Gradient integrated along a path that moves the least sensitive values first.",
            GuidedIgKeys.Rows,
            context => new GuidedIgOptions { Preprocessing = context.Preprocessing },
            options => new GuidedIg(options)),
        SaliencyMethodEntry.Of(
            "blur-ig",
            MethodNeed.Gradient,
            "Gradient integrated along the path on which the image comes into focus.",
            BlurIgKeys.Rows,
            _ => new BlurIgOptions(),
            options => new BlurIg(options)),
        SaliencyMethodEntry.Of(
            "smoothgrad",
            MethodNeed.Gradient,
            "Mean of the gradients, or of another method's maps, of noisy copies of the image.",
            SmoothGradKeys.Rows,
            context => new SmoothGradOptions { Preprocessing = context.Preprocessing },
            options => new SmoothGrad(options)),
        SaliencyMethodEntry.Of(
            "vargrad",
            MethodNeed.Gradient,
            "Variance of the gradients, or of another method's maps, of noisy copies of the image.",
            NoisyKeys.Rows<VarGradOptions>(),
            context => new VarGradOptions { Preprocessing = context.Preprocessing },
            options => new VarGrad(options)),
        SaliencyMethodEntry.Of(
            "expected-gradients",
            MethodNeed.Gradient,
            "Difference times gradient, averaged over drawn baselines and points on the way from them.",
            ExpectedGradientsKeys.Rows,
            context => new ExpectedGradientsOptions { Preprocessing = context.Preprocessing },
            options => new ExpectedGradients(options)),
        SaliencyMethodEntry.Of(
            "cam",
            MethodNeed.LinearHead,
            "Last feature maps weighted by the class's weights in the linear layer behind their mean.",
            CamKeys.Rows,
            _ => new CamOptions(),
            options => new Cam(options)),
        SaliencyMethodEntry.Of(
            "grad-cam",
            MethodNeed.FeatureLayer,
            "Feature maps weighted by the mean gradient of the target's logit.",
            LayerMapKeys.Rows,
            _ => new LayerMapOptions(),
            options => new GradCam(options)),
        SaliencyMethodEntry.Of(
            "grad-cam++",
            MethodNeed.FeatureLayer,
            "Feature maps weighted so that several small objects count like one large one.",
            LayerMapKeys.Rows,
            _ => new LayerMapOptions(),
            options => new GradCamPlusPlus(options)),
        SaliencyMethodEntry.Of(
            "layer-cam",
            MethodNeed.FeatureLayer,
            "Feature maps weighted cell by cell by their own positive gradients.",
            LayerMapKeys.Rows,
            _ => new LayerMapOptions(),
            options => new LayerCam(options)),
        SaliencyMethodEntry.Of(
            "guided-backprop",
            MethodNeed.Rectifiers,
            "Gradient that passes a rectifier only where it is positive and the rectifier is open.",
            () => new GuidedBackprop()),
        SaliencyMethodEntry.Of(
            "deconvnet",
            MethodNeed.Rectifiers,
            "The score, or a layer's strongest activations, brought down through rectifiers that pass only what is positive.",
            DeconvNetKeys.Rows,
            _ => new DeconvNetOptions(),
            options => new DeconvNet(options)),
        SaliencyMethodEntry.Of(
            "guided-grad-cam",
            MethodNeed.FeatureLayerAndRectifiers,
            "Guided Backprop times Grad-CAM.",
            GuidedGradCamKeys.Rows,
            _ => new GuidedGradCamOptions(),
            options => new GuidedGradCam(options)),
        SaliencyMethodEntry.Of(
            "occlusion",
            MethodNeed.Scores,
            "Drop of the score when a window hides each part of the image.",
            OcclusionKeys.Rows,
            context => new OcclusionOptions { Preprocessing = context.Preprocessing },
            options => new Occlusion(options)),
        SaliencyMethodEntry.Of(
            "xrai",
            MethodNeed.Gradient,
            "Map of a base method averaged over segments of the image, the best region first.",
            XraiKeys.Rows,
            context => new XraiOptions { Preprocessing = context.Preprocessing },
            options => new Xrai(options)),
        SaliencyMethodEntry.Of(
            "lime",
            MethodNeed.Scores,
            "Linear model of the score in superpixels that show or are hidden, with its fit.",
            LimeKeys.Rows,
            context => new LimeOptions { Preprocessing = context.Preprocessing },
            options => new Lime(options)),
        SaliencyMethodEntry.Of(
            "rise",
            MethodNeed.Scores,
            "Mean score of randomly masked images, per pixel over the masks that show it.",
            RiseKeys.Rows,
            context => new RiseOptions { Preprocessing = context.Preprocessing },
            options => new Rise(options)),
        SaliencyMethodEntry.Of(
            "kernel-shap",
            MethodNeed.Scores,
            "Shapley values of superpixels: they share the score's change from all hidden to all shown.",
            KernelShapKeys.Rows,
            context => new KernelShapOptions { Preprocessing = context.Preprocessing },
            options => new KernelShap(options)),
    ];

    /// <summary>Makes a method by name.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <param name="values">Key and value pairs; null for the defaults.</param>
    /// <param name="context">What the run knows; null for a raw tensor input.</param>
    /// <exception cref="ArgumentException">Unknown name or key (the message names the nearest), a value out of range, or a key that does nothing beside the others.</exception>
    public static ISaliencyMethod Create(string name, IReadOnlyDictionary<string, string>? values = null, MethodContext? context = null) =>
        Find(name).Create(values ?? new Dictionary<string, string>(), context ?? new MethodContext());

    /// <summary>The row of a method.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <exception cref="ArgumentException">There is no such method; the message names the nearest.</exception>
    public static SaliencyMethodEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(entry => entry.Name == name) ?? throw new ArgumentException(
            $"There is no saliency method '{name}'{NearestName.Hint(name, [.. All.Select(entry => entry.Name)])}", nameof(name));
    }
}
