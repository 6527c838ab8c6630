namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of operators that move pixels between channels and space: the same move backwards.</summary>
internal static class SpaceDepth
{
    /// <summary>DCR: dX = SpaceToDepth(dY). CRD: y is [N, C, b, b, H, W] → [N, C, H, b, W, b]  ⇒  dX is dY moved back</summary>
    public static void DepthToSpace(RuleContext r)
    {
        var block = r.Int("blocksize", 1);
        if (r.Text("mode", "DCR") == "DCR")
        {
            r.Give(0, r.Op("SpaceToDepth", [r.DY()], ("blocksize", block)));
            return;
        }

        var (channels, height, width) = (r.YInfo().Shape[1].Size, r.XInfo().Shape[2].Size, r.XInfo().Shape[3].Size);
        var split = r.Op("Reshape", [r.DY(), r.G.Constant(-1, channels, height, block, width, block)]);
        r.Give(0, r.ReshapeTo(r.Op("Transpose", [split], ("perm", new long[] { 0, 1, 3, 5, 2, 4 })), r.XInfo(), r.X()));
    }

    /// <summary>dX = DepthToSpace(dY)</summary>
    public static void SpaceToDepth(RuleContext r) =>
        r.Give(0, r.Op("DepthToSpace", [r.DY()], ("blocksize", r.Int("blocksize", 1)), ("mode", "DCR")));
}
