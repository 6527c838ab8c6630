namespace Dermatology.Drawing;

/// <summary>The clinic and its dermatoscope.</summary>
internal enum Site
{
    ClinicA,
    ClinicB,
}
