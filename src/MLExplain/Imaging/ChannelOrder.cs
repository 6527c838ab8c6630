namespace MLExplain.Imaging;

/// <summary>The meaning of a network's input channels.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red (Caffe, OpenCV).</summary>
    Bgr,

    /// <summary>One channel of luma, ITU-R 601: (299 R + 587 G + 114 B) / 1000, rounded as Pillow's mode L.</summary>
    Gray,
}
