// What ML.NET 5 keeps internal and a transformer that travels in a model file needs, declared as the compiler must see it.
//
// This file is not part of MLExplain.dll. The project compiles it into a reference assembly that bears ML.NET's name, compiles the library
// against it under the alias MlNet, and throws it away. At run time the names resolve to ML.NET's own members, because MLExplain carries
// IgnoresAccessChecksTo. The bodies never run. A member that a later ML.NET renames shows as MissingMethodException in the round-trip test.
using System;
using System.IO;
using System.Reflection;

[assembly: AssemblyVersion("0.0.0.0")]

namespace Microsoft.ML
{
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    public sealed class LoadableClassAttribute : Attribute
    {
        public LoadableClassAttribute(Type instType, Type loaderType, Type argType, Type sigType, string userName, params string[] loadNames)
        {
        }
    }

    public delegate void SignatureLoadModel(ModelLoadContext ctx);

    public readonly struct VersionInfo
    {
        public VersionInfo(
            string modelSignature,
            uint verWrittenCur,
            uint verReadableCur,
            uint verWeCanReadBack,
            string loaderAssemblyName,
            string loaderSignature,
            string loaderSignatureAlt)
        {
        }
    }

    public sealed class ModelLoadContext
    {
        public void CheckVersionInfo(VersionInfo ver) => throw new InvalidOperationException();

        public bool TryLoadBinaryStream(string name, Action<BinaryReader> action) => throw new InvalidOperationException();
    }

    public sealed class ModelSaveContext
    {
        public void SetVersionInfo(VersionInfo ver) => throw new InvalidOperationException();

        public void SaveBinaryStream(string name, Action<BinaryWriter> action) => throw new InvalidOperationException();
    }
}
