namespace MLExplain.Transforms;

/// <summary>The text column with the reason a row has no values.</summary>
internal static class ErrorColumn
{
    /// <summary>Its name, or null where the policy is to throw.</summary>
    public static string? NameOf(ImageErrorPolicy policy, string? name, string outputColumn)
    {
        if (policy == ImageErrorPolicy.Throw)
        {
            return null;
        }

        if (name is "" || name == outputColumn)
        {
            throw new ArgumentException($"The error column cannot be named '{name}': a name is expected that is neither empty nor the output column's ('{outputColumn}').", nameof(name));
        }

        return name ?? outputColumn + "Error";
    }
}
