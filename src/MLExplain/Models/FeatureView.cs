using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>How a tensor of the graph is read as feature maps [C,h,w], and written back.</summary>
/// <param name="Layer">The maps.</param>
/// <param name="RowShape">The tensor's own axes after the first.</param>
/// <param name="IsChannelsLast">Whether a row is [cells, C] instead of [C, cells].</param>
/// <param name="Skipped">Leading tokens that belong to no place of the image.</param>
internal sealed record FeatureView(FeatureLayer Layer, int[] RowShape, bool IsChannelsLast, int Skipped)
{
    /// <summary>Class token, distillation token, and the register tokens that some transformers add.</summary>
    private const int MostSkipped = 8;

    /// <summary>Maps keep the image's proportions up to rounding; beyond this factor another order of the axes is the better reading.</summary>
    private const double OddProportions = 1.5;

    private int Cells => Layer.Height * Layer.Width;

    /// <summary>The reading of a tensor; null when it is not spread over the image.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="op">The operator that computes it.</param>
    /// <param name="info">Its type and shape.</param>
    /// <param name="image">Size of the input.</param>
    /// <param name="grids">Sizes of other maps of the model, which tokens may have come from; nearest last.</param>
    public static FeatureView? Of(string name, string op, TensorInfo info, ImageShape image, IEnumerable<(int Height, int Width)> grids)
    {
        if (info.Type != Onnx.Proto.TensorProto.Types.DataType.Float || info.Rank < 3 || info.Shape[0].Size != 1 || info.Shape.Skip(1).Any(d => d.PerRow))
        {
            return null;
        }

        int[] row = [.. info.Shape.Skip(1).Select(d => (int)d.Size)];
        return row switch
        {
            [var h, var w, var c] when IsOdd(w, c, image) && !IsOdd(h, w, image) && h * w > 1 =>
                new FeatureView(new FeatureLayer(name, op, c, h, w, "channels last"), row, true, 0),
            [var c, var h, var w] when h * w > 1 => new FeatureView(new FeatureLayer(name, op, c, h, w), row, false, 0),
            [var tokens, var c] when Grid(tokens, image, grids) is { } grid => Tokens(name, op, row, tokens, c, grid),
            _ => null,
        };
    }

    /// <summary>[N, …] as the graph has it to [N,C,h,w].</summary>
    public Tensor ToMaps(Tensor raw)
    {
        var n = raw.Shape[0];
        if (!IsChannelsLast)
        {
            return raw.Reshape(n, Layer.Channels, Layer.Height, Layer.Width);
        }

        var maps = new Tensor(n, Layer.Channels, Layer.Height, Layer.Width);
        Move(n, (row, cell, channel) => maps.Row(row)[(channel * Cells) + cell] = raw.Row(row)[((Skipped + cell) * Layer.Channels) + channel]);
        return maps;
    }

    /// <summary>[N,C,h,w] to [N, …] as the graph has it; tokens without a place are 0.</summary>
    public Tensor FromMaps(Tensor maps)
    {
        var n = maps.Shape[0];
        if (!IsChannelsLast)
        {
            return maps.Reshape([n, .. RowShape]);
        }

        var raw = new Tensor([n, .. RowShape]);
        Move(n, (row, cell, channel) => raw.Row(row)[((Skipped + cell) * Layer.Channels) + channel] = maps.Row(row)[(channel * Cells) + cell]);
        return raw;
    }

    private void Move(int rows, Action<int, int, int> move)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var cell = 0; cell < Cells; cell++)
            {
                for (var channel = 0; channel < Layer.Channels; channel++)
                {
                    move(row, cell, channel);
                }
            }
        }
    }

    private static bool IsOdd(int height, int width, ImageShape image)
    {
        var factor = (double)height / width * image.Width / image.Height;
        return Math.Max(factor, 1 / factor) > OddProportions;
    }

    /// <summary>A grid that the model has elsewhere and that leaves few tokens over; else one of the image's own proportions.</summary>
    private static (int Height, int Width)? Grid(int tokens, ImageShape image, IEnumerable<(int Height, int Width)> grids)
    {
        var known = grids.Where(g => tokens - (g.Height * g.Width) is >= 0 and <= MostSkipped && g.Height * g.Width > 1).ToList();
        if (known.Count > 0)
        {
            return known.MaxBy(g => g.Height * g.Width);
        }

        for (var cells = tokens; cells > Math.Max(1, tokens - 3); cells--)
        {
            var height = (int)Math.Round(Math.Sqrt((double)cells * image.Height / image.Width));
            if (height > 0 && cells % height == 0 && !IsOdd(height, cells / height, image) && cells > 1)
            {
                return (height, cells / height);
            }
        }

        return null;
    }

    private static FeatureView Tokens(string name, string op, int[] row, int tokens, int channels, (int Height, int Width) grid)
    {
        var skipped = tokens - (grid.Height * grid.Width);
        var left = skipped switch { 0 => "", 1 => ", the first (class) token left out", _ => FormattableString.Invariant($", the first {skipped} tokens left out") };
        var note = FormattableString.Invariant($"{tokens} tokens read as a grid of {grid.Height}x{grid.Width}{left}");
        return new FeatureView(new FeatureLayer(name, op, channels, grid.Height, grid.Width, note), row, true, skipped);
    }
}
