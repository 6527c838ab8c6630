using System.CommandLine;
using MLExplain.Imaging;
using MLExplain.Models;

namespace MLExplain.Cli.Commands;

/// <summary>The options that say how a picture becomes the network's input.</summary>
internal sealed class PreprocessingOptions
{
    private readonly Option<ResizeMode> _resize = new("--resize") { Description = "stretch (default), shortSideThenCrop or none.", DefaultValueFactory = _ => ResizeMode.Stretch };
    private readonly Option<int?> _shortSide = new("--short-side") { Description = "Length of the short side before the centre crop." };
    private readonly Option<ChannelOrder?> _channels = new("--channels") { Description = "rgb, bgr or gray; default: rgb for 3 channels, gray for 1." };
    private readonly Option<float> _scale = new("--scale") { Description = "Factor on the 0..255 pixel value; default 1/255.", DefaultValueFactory = _ => 1f / 255f };
    private readonly Option<float[]> _mean = Channels("--mean", "Mean per channel, in scaled units; default 0.", 0f);
    private readonly Option<float[]> _std = Channels("--std", "Standard deviation per channel, in scaled units; default 1.", 1f);

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
        Resize = parsed.GetValue(_resize),
        ShortSide = parsed.GetValue(_shortSide),
        Channels = parsed.GetValue(_channels) ?? (input.Channels == 1 ? ChannelOrder.Gray : ChannelOrder.Rgb),
        Scale = parsed.GetValue(_scale),
        Mean = parsed.GetValue(_mean)!,
        Std = parsed.GetValue(_std)!,
    };

    private static Option<float[]> Channels(string name, string description, float @default) => new(name)
    {
        Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [@default],
    };
}
