using System.Buffers.Binary;
using System.Text;
using MLExplain.Tensors;

namespace MLExplain.Tests.Tensors;

public sealed class NpyTests
{
    [Fact]
    public void Written_ReadsBackBitForBit()
    {
        var tensor = new Tensor([2, 3], [0f, -0f, float.Epsilon, float.MaxValue, float.NaN, float.NegativeInfinity]);

        var read = Npy.Read(Npy.ToBytes(tensor), "memory");

        Assert.Equal([2, 3], read.Shape.ToArray());
        Assert.Equal(tensor.Values.Select(BitConverter.SingleToInt32Bits), read.Values.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData(new int[0], "()")]
    [InlineData(new[] { 5 }, "(5,)")]
    [InlineData(new[] { 0, 3 }, "(0, 3)")]
    [InlineData(new[] { 1, 3, 4, 5 }, "(1, 3, 4, 5)")]
    public void Header_IsNumPysDictionaryPaddedTo64Bytes(int[] shape, string printed)
    {
        var bytes = Npy.ToBytes(new Tensor(shape));

        var data = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)) + 10;
        var header = Encoding.ASCII.GetString(bytes, 10, data - 10);
        Assert.Equal(0, data % 64);
        Assert.Equal($"{{'descr': '<f4', 'fortran_order': False, 'shape': {printed}, }}", header.Trim());
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        Assert.Equal(shape, Npy.Read(bytes, "memory").Shape.ToArray());
    }

    [SkippableTheory]
    [InlineData("squeezenet10", "coffee", "input.npy")]
    [InlineData("squeezenet10", "coffee", "logits.npy")]
    [InlineData("one_conv", "arange16", "gradient.npy")]
    public void RewritingAFloat32FileOfNumPy_GivesItsBytes(params string[] parts)
    {
        var file = File.ReadAllBytes(Repository.SharedFile(["goldens", .. parts]));

        var rewritten = Npy.ToBytes(Npy.Read(file, parts[^1]));

        Assert.Equal(file, rewritten);
    }

    [Theory]
    [InlineData("|b1", "00 01", new[] { 0f, 1f })]
    [InlineData("|u1", "00 FF", new[] { 0f, 255f })]
    [InlineData("|i1", "80 7F", new[] { -128f, 127f })]
    [InlineData("<i2", "0080 FF7F", new[] { -32768f, 32767f })]
    [InlineData("<u2", "0000 FFFF", new[] { 0f, 65535f })]
    [InlineData("<i4", "FFFFFFFF 00010000", new[] { -1f, 256f })]
    [InlineData("<u4", "FFFFFFFF 00010000", new[] { 4294967296f, 256f })]
    [InlineData("<i8", "FEFFFFFFFFFFFFFF 0300000000000000", new[] { -2f, 3f })]
    [InlineData("<f2", "003C 00C1", new[] { 1f, -2.5f })]
    [InlineData("<f4", "0000803F 000020C0", new[] { 1f, -2.5f })]
    [InlineData("<f8", "000000000000F03F 00000000000004C0", new[] { 1f, -2.5f })]
    public void EveryNumberType_ReadsAsItsValue(string type, string hex, float[] expected)
    {
        var file = File1(type, "False", "(2,)", Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal(expected, Npy.Read(file, "memory").Values);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Versions2And3_HaveALongHeaderLength(byte version)
    {
        var first = File1("|u1", "False", "(1,)", [7]);
        byte[] file = [.. first.AsSpan(0, 6), version, 0, .. first.AsSpan(8, 2), 0, 0, .. first.AsSpan(10)];

        Assert.Equal([7f], Npy.Read(file, "memory").Values);
    }

    [Theory]
    [InlineData(">f4", "False", "(1,)", "'x' holds values of type '>f4'; read are little-endian |b1 |u1 |i1 <i2 <u2 <i4 <u4 <i8 <f2 <f4 <f8. Convert it with array.astype('<f4').")]
    [InlineData("<f4", "True", "(1,)", "'x' is stored in Fortran (column-major) order; C order is expected. Save it with numpy.save(path, numpy.ascontiguousarray(array)).")]
    [InlineData("<f4", "Maybe", "(1,)", "'x' has a .npy header without a readable 'fortran_order': {'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), }")]
    [InlineData("<f4", "False", "(-1,)", "'x' has a .npy header without a readable 'shape': {'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }")]
    [InlineData("<f4", "False", "(99999, 99999)", "'x' declares shape (99999, 99999); a float32 tensor holds at most 2147483591 values.")]
    [InlineData("<f4", "False", "(99999999999,)", "'x' declares shape (99999999999); a float32 tensor holds at most 2147483591 values.")]
    [InlineData("<f4", "False", "(2,)", "'x' holds 4 bytes of data, but shape (2) of type <f4 needs 8: the file is truncated or damaged.")]
    public void WhatIsNotRead_IsRefusedWithASentence(string type, string order, string shape, string sentence)
    {
        var file = File1(type, order, shape, new byte[4]);

        Assert.Equal(sentence, Assert.Throws<InvalidDataException>(() => Npy.Read(file, "x")).Message);
    }

    [Fact]
    public void WhatIsNoNpyFile_IsRefusedWithASentence()
    {
        static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => Npy.Read(file, "x")).Message;
        var whole = File1("<f4", "False", "(1,)", new byte[4]);
        byte[] future = [.. whole.AsSpan(0, 6), 4, .. whole.AsSpan(7)];

        Assert.Equal("'x' is not a .npy file: its 0 bytes do not start with the mark \\x93NUMPY and a version. Save the array with numpy.save.", Refusal([]));
        Assert.Equal("'x' is not a .npy file: its 12 bytes do not start with the mark \\x93NUMPY and a version. Save the array with numpy.save.", Refusal("PK and so on"u8.ToArray()));
        Assert.Equal("'x' is a .npy file of version 4.0; versions 1 to 3 are read.", Refusal(future));
        Assert.Equal("'x' ends inside its .npy header, after 20 bytes: the file is truncated.", Refusal(whole[..20]));
    }

    [Fact]
    public void EveryPrefix_IsRefused()
    {
        var whole = Npy.ToBytes(new Tensor([2], [1f, 2f]));

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Npy.Read(whole.AsSpan(0, length), "x"));
        }
    }

    private static byte[] File1(string type, string order, string shape, byte[] data)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. data];
    }
}
