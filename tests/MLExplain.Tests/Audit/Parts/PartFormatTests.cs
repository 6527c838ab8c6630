using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using MLExplain.Audit;
using MLExplain.Audit.Parts;

namespace MLExplain.Tests.Audit.Parts;

/// <summary>A part's file gives back what was written, whatever members a record has: they are filled and compared by reflection.</summary>
public sealed class PartFormatTests
{
    private int _next = 1;

    [Fact]
    public void EveryMemberSurvives()
    {
        var written = new[] { (AuditedImage)Filled(typeof(AuditedImage)), (AuditedImage)Filled(typeof(AuditedImage)) };

        var read = PartFormat.Read(PartFormat.Write(written));

        Assert.Equal(Told(written[0]), Told(read[0]));
        Assert.Equal(Told(written[1]), Told(read[1]));
        Assert.Contains("<Fingerprint>", Told(read[0]), StringComparison.Ordinal);
        Assert.NotEqual(Told(read[0]), Told(read[1]));
    }

    /// <summary>An optional member that is null comes back null, and a list that is empty comes back empty.</summary>
    [Fact]
    public void WhatIsUndefinedIsNull()
    {
        var record = new ImageRecord { Id = "a", File = "a.png", ContentHash = "", Label = "b", Groups = [], Status = ImageStatus.Unreadable, Error = "\"\n é 漢" };

        var bytes = PartFormat.Write([new AuditedImage(record, null, [])]);

        Assert.Equal(Told(new AuditedImage(record, null, [])), Told(PartFormat.Read(bytes).Single()));
        Assert.Contains("\"probability\":null", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(1, bytes.Count(b => b == '\n'));
    }

    [Theory]
    [InlineData(0.1, 0.1f)]
    [InlineData(-0.0, -0.0f)]
    [InlineData(double.Epsilon, float.Epsilon)]
    [InlineData(double.MaxValue, float.MaxValue)]
    [InlineData(1 / 3.0, 1 / 3f)]
    public void NumbersComeBackToTheLastBit(double wide, float narrow)
    {
        var record = new ImageRecord { Id = "a", File = "a.png", ContentHash = "", Label = "b", Groups = [], Status = ImageStatus.Ok, Probability = wide, Logits = [narrow] };

        var read = PartFormat.Read(PartFormat.Write([new AuditedImage(record, [1, 2, 255], [])])).Single();

        Assert.Equal(BitConverter.DoubleToInt64Bits(wide), BitConverter.DoubleToInt64Bits(read.Record.Probability!.Value));
        Assert.Equal(BitConverter.SingleToInt32Bits(narrow), BitConverter.SingleToInt32Bits(read.Record.Logits[0]));
        Assert.Equal([1, 2, 255], read.Picture!);
    }

    private static IEnumerable<FieldInfo> Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderBy(f => f.Name, StringComparer.Ordinal);

    /// <summary>A value of a type in which no member has its default.</summary>
    private object Filled(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var number = _next++;
        if (type == typeof(string))
        {
            return $"text {number}";
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        }

        if (type.IsPrimitive)
        {
            return type == typeof(double) ? number / 7.0 : type == typeof(float) ? number / 7f : type == typeof(ulong) ? ulong.MaxValue - (ulong)number : Convert.ChangeType(number, type, null);
        }

        var element = type.IsArray ? type.GetElementType()! : type.IsInterface && type.IsGenericType ? type.GetGenericArguments().Single() : null;
        if (element is not null)
        {
            var array = Array.CreateInstance(element, 2);
            array.SetValue(Filled(element), 0);
            array.SetValue(Filled(element), 1);
            return array;
        }

        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in Fields(type))
        {
            field.SetValue(made, Filled(field.FieldType));
        }

        return made;
    }

    /// <summary>Every field beneath a value, as text.</summary>
    private static string Told(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        double number => number.ToString("R", null),
        float number => number.ToString("R", null),
        _ when value.GetType().IsPrimitive || value is Enum => $"{value}",
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Told))}]",
        _ => $"{{{string.Join(", ", Fields(value.GetType()).Select(f => $"{f.Name}: {Told(f.GetValue(value))}"))}}}",
    };
}
