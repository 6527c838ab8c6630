namespace Dermatology.Drawing;

/// <summary>What to draw of a case, so that a picture can be compared with itself less one thing.</summary>
[Flags]
internal enum Layers
{
    Skin = 0,
    Lesion = 1,
    Hair = 2,
    Ink = 4,
    Patch = 8,
    Ruler = 16,
    All = Lesion | Hair | Ink | Patch | Ruler,
}
