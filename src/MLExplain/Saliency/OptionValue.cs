using System.Globalization;

namespace MLExplain.Saliency;

/// <summary>The text given for one key, and what it can be read as; a value that cannot be read says what was expected.</summary>
internal sealed class OptionValue(string method, MethodOption option, string text, MethodContext context)
{
    public string Text => text;

    public MethodContext Context => context;

    public int Integer() => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Bad();

    public double Number() =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Bad();

    public double PositiveNumber() => Number() is > 0 and var value ? value : throw Bad();

    public bool Flag() => bool.TryParse(text, out var value) ? value : throw Bad();

    /// <summary>The values between commas.</summary>
    public IEnumerable<OptionValue> Split() => text.Split(',').Select(part => new OptionValue(method, option, part, context));

    public StepCount Steps() => text == "auto" ? StepCount.Auto : Integer() is > 0 and var count ? count : throw Bad();

    /// <summary>A value of an enumeration, written in camelCase.</summary>
    public TEnum Choice<TEnum>()
        where TEnum : struct, Enum
    {
        var names = Enum.GetValues<TEnum>().ToDictionary(OptionText.Of, StringComparer.OrdinalIgnoreCase);
        return names.TryGetValue(text, out var value) ? value : throw Bad(NearestName.Of(text, names.Keys));
    }

    public ArgumentException Bad(string? nearest = null) => new(
        $"'{method}' option '{option.Key}' is '{text}', but it takes {option.Values}{(nearest is null ? "" : $"; did you mean '{nearest}'?")}.".Replace("?.", "?", StringComparison.Ordinal));
}
