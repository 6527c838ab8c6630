using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MLExplain.Cli.Pipelines;
using MLExplain.Imaging;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary>The options that say how a picture becomes the network's input.</summary>
internal sealed class PreprocessingOptions
{
    private readonly Option<string> _resize = OneOf<ResizeMode>("--resize", "How the picture is brought to the network's size; default: stretch.");
    private readonly Option<int?> _shortSide = NumberOption.Whole("--short-side", "Length of the short side before the centre crop.");
    private readonly Option<string> _longSide = OneOf<LongSideRounding>("--long-side", "How the long side is rounded then: nearest, or down as torchvision does; default: nearest.");
    private readonly Option<string> _channels = OneOf<ChannelOrder>("--channels", "Channel order of the network; default: rgb for 3 channels, gray for 1.");
    private readonly Option<float?> _scale = NumberOption.Real("--scale", "Factor on the 0..255 pixel value; default: 1/255.");
    private readonly Option<float[]> _mean = NumberOption.List("--mean", "Mean of each channel in the network's order (B G R for bgr), or one for all, in scaled units.", 0f);
    private readonly Option<float[]> _std = NumberOption.List("--std", "Standard deviation of each channel in the network's order (B G R for bgr), or one for all, in scaled units.", 1f);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _resize, _shortSide, _longSide, _channels, _scale, _mean, _std })
        {
            command.Options.Add(option);
        }
    }

    public Preprocessing Create(ParseResult parsed, ImageShape input)
    {
        var channels = Read<ChannelOrder>(parsed.GetValue(_channels)) ?? (input.Channels == 1 ? ChannelOrder.Gray : ChannelOrder.Rgb);
        var count = channels == ChannelOrder.Gray ? 1 : 3;
        return new Preprocessing
        {
            Width = input.Width,
            Height = input.Height,
            Resize = Read<ResizeMode>(parsed.GetValue(_resize)) ?? ResizeMode.Stretch,
            ShortSide = parsed.GetValue(_shortSide),
            LongSide = Read<LongSideRounding>(parsed.GetValue(_longSide)) ?? LongSideRounding.Nearest,
            Channels = channels,
            Scale = parsed.GetValue(_scale) ?? (1f / 255f),
            Mean = PerChannel(parsed, _mean, count),
            Std = PerChannel(parsed, _std, count),
        };
    }

    private static float[] PerChannel(ParseResult parsed, Option<float[]> option, int channels)
    {
        var values = parsed.GetValue(option)!;
        return values.Length == 1 || values.Length == channels
            ? values
            : throw new ConfigurationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{option.Name} has {values.Length} entries ({string.Join(' ', values.Select(v => v.ToString(CultureInfo.InvariantCulture)))}), but the network takes {(channels == 1 ? "1 channel: expected 1 entry" : $"{channels} channels: expected 1 entry, or {channels}")} (a comma separates entries, the decimal sign is a point)."));
    }

    private static Option<string> OneOf<TEnum>(string name, string description)
        where TEnum : struct, Enum => new Option<string>(name) { Description = description }.AcceptOnlyFromAmong([.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName)]);

    private static TEnum? Read<TEnum>(string? value)
        where TEnum : struct, Enum => value is null ? null : Enum.Parse<TEnum>(value, ignoreCase: true);
}
