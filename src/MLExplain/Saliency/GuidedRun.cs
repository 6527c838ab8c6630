namespace MLExplain.Saliency;

/// <summary>One image on its way under Guided IG: which gradients it needs next, and what they came to.</summary>
internal abstract class GuidedRun(int image)
{
    /// <summary>Index of the image in its batch.</summary>
    public int Image => image;

    /// <summary>The points whose gradients are needed next; empty once the image is done.</summary>
    public abstract IReadOnlyList<double> Wanted { get; }

    /// <summary>Writes a wanted point.</summary>
    public abstract void Fill(double at, Span<float> row);

    /// <summary>Takes what a wanted point gave.</summary>
    public abstract void Add(double at, double score, ReadOnlySpan<float> gradient);

    /// <summary>Decides what is needed next; called when all wanted points have arrived.</summary>
    public virtual void Advance()
    {
    }

    /// <summary>Packs the result of a run that is done.</summary>
    public abstract Attribution Finish(ExplainedBatch batch);
}
