namespace MLExplain.Saliency;

/// <summary>Two superpixels that matter together.</summary>
/// <param name="First">Label of the one.</param>
/// <param name="Second">Label of the other, above <paramref name="First"/>.</param>
/// <param name="Coefficient">What the score gains when both show, beyond the sum of what each gains alone; in units of the explained output.</param>
public readonly record struct SuperpixelInteraction(int First, int Second, double Coefficient);
