namespace MLExplain.Tests.Audit;

/// <summary>Hands progress on at once, in the thread that reports it.</summary>
internal sealed class Reports(Action<int> report) : IProgress<int>
{
    public void Report(int value) => report(value);
}
