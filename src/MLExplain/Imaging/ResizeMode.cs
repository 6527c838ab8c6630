namespace MLExplain.Imaging;

/// <summary>How a picture is brought to the network's size; resampling is always antialiased bilinear, as Pillow and torchvision do it.</summary>
public enum ResizeMode
{
    /// <summary>No resampling: the picture must have the network's size.</summary>
    None,

    /// <summary>Width and height are scaled independently.</summary>
    Stretch,

    /// <summary>The short side is scaled to a given length, then the centre is cropped (ImageNet evaluation).</summary>
    ShortSideThenCrop,
}
