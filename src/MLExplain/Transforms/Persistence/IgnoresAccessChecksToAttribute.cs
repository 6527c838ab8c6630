#pragma warning disable IDE0130 // The runtime looks the attribute up by this full name.
namespace System.Runtime.CompilerServices;
#pragma warning restore IDE0130

/// <summary>Lets this assembly call another's internal members; CoreCLR honours it, and every assembly declares its own copy.</summary>
/// <param name="assemblyName">Simple name of the other assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
