using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MLExplain.Tensors;

/// <summary>Seeds that follow the content, so that the order or the batching of images changes nothing.</summary>
internal static class ContentSeed
{
    /// <summary>First 8 bytes of SHA-256(run seed, sample number, bytes of the values), all little-endian.</summary>
    /// <param name="runSeed">The seed the user gave.</param>
    /// <param name="sample">Which of several draws for the same image.</param>
    /// <param name="values">The image.</param>
    public static ulong Derive(int runSeed, int sample, ReadOnlySpan<float> values)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(head, runSeed);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], sample);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(MemoryMarshal.AsBytes(values));
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }

    /// <summary>The same of a text instead of an image, as UTF-8: for draws that belong to a named figure.</summary>
    /// <param name="runSeed">The seed the user gave.</param>
    /// <param name="name">The figure's name.</param>
    public static ulong Derive(int runSeed, string name)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, runSeed);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }
}
