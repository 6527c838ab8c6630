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
    ];

    /// <summary>Makes a method by name.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <param name="values">Key and value pairs; null for the defaults.</param>
    /// <param name="context">What the run knows; null for a raw tensor input.</param>
    /// <exception cref="ArgumentException">Unknown name or key (the message names the nearest), or a value out of range.</exception>
    public static ISaliencyMethod Create(string name, IReadOnlyDictionary<string, string>? values = null, MethodContext? context = null) =>
        Find(name).Create(values ?? new Dictionary<string, string>(), context ?? new MethodContext());

    /// <summary>The row of a method.</summary>
    /// <param name="name">One of the names in <see cref="All"/>.</param>
    /// <exception cref="ArgumentException">There is no such method; the message names the nearest.</exception>
    public static SaliencyMethodEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(entry => entry.Name == name) ?? throw new ArgumentException(
            $"There is no saliency method '{name}'; did you mean '{NearestName.Of(name, All.Select(entry => entry.Name))}'?", nameof(name));
    }
}
