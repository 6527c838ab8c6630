namespace Dermatology.Drawing;

/// <summary>The label; the values are the class numbers of the models.</summary>
internal enum Diagnosis
{
    Benign = 0,
    Malignant = 1,
}
