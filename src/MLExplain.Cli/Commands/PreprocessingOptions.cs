using System.CommandLine;
using System.Text.Json;
using MLExplain.Imaging;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary>The options that say how a picture becomes the network's input.</summary>
internal sealed class PreprocessingOptions
{
    private readonly Option<string> _resize = OneOf<ResizeMode>("--resize", "How the picture is brought to the network's size; default: stretch.");
    private readonly Option<int?> _shortSide = new("--short-side") { Description = "Length of the short side before the centre crop." };
    private readonly Option<string> _channels = OneOf<ChannelOrder>("--channels", "Channel order of the network; default: rgb for 3 channels, gray for 1.");
    private readonly Option<float?> _scale = new("--scale") { Description = "Factor on the 0..255 pixel value; default: 1/255." };
    private readonly Option<float[]> _mean = Channels("--mean", "Mean per channel, in scaled units.", 0f);
    private readonly Option<float[]> _std = Channels("--std", "Standard deviation per channel, in scaled units.", 1f);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _resize, _shortSide, _channels, _scale, _mean, _std })
        {
            command.Options.Add(option);
        }
    }

    public Preprocessing Create(ParseResult parsed, ImageShape input) => new()
    {
        Width = input.Width,
        Height = input.Height,
        Resize = Read<ResizeMode>(parsed.GetValue(_resize)) ?? ResizeMode.Stretch,
        ShortSide = parsed.GetValue(_shortSide),
        Channels = Read<ChannelOrder>(parsed.GetValue(_channels)) ?? (input.Channels == 1 ? ChannelOrder.Gray : ChannelOrder.Rgb),
        Scale = parsed.GetValue(_scale) ?? (1f / 255f),
        Mean = parsed.GetValue(_mean)!,
        Std = parsed.GetValue(_std)!,
    };

    private static Option<string> OneOf<TEnum>(string name, string description)
        where TEnum : struct, Enum => new Option<string>(name) { Description = description }.AcceptOnlyFromAmong([.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName)]);

    private static TEnum? Read<TEnum>(string? value)
        where TEnum : struct, Enum => value is null ? null : Enum.Parse<TEnum>(value, ignoreCase: true);

    private static Option<float[]> Channels(string name, string description, float @default) => new(name)
    {
        Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [@default],
    };
}
