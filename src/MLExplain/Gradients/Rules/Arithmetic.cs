namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of elementwise arithmetic; the engine sums over broadcast axes.</summary>
internal static class Arithmetic
{
    /// <summary>y = a + b  ⇒  dA = dY, dB = dY</summary>
    public static void Add(RuleContext r)
    {
        foreach (var i in new[] { 0, 1 }.Where(r.Needs))
        {
            r.GiveBroadcast(i, r.DY());
        }
    }

    /// <summary>y = a · b  ⇒  dA = dY · b, dB = dY · a</summary>
    public static void Mul(RuleContext r)
    {
        foreach (var i in new[] { 0, 1 }.Where(r.Needs))
        {
            r.GiveBroadcast(i, r.Mul(r.DY(), r.X(1 - i)));
        }
    }
}
