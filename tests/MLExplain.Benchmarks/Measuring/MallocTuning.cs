namespace MLExplain.Benchmarks.Measuring;

/// <summary>glibc told to keep large blocks instead of returning them: libtorch then skips a page fault per page of every activation.</summary>
internal static class MallocTuning
{
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["MALLOC_MMAP_MAX_"] = "0",
        ["MALLOC_TRIM_THRESHOLD_"] = "17179869184",
    };

    public static bool IsActive => Variables.All(v => Environment.GetEnvironmentVariable(v.Key) == v.Value);
}
