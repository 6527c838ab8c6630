namespace MLExplain.Transforms;

/// <summary>What the names of classes or groups are made of.</summary>
internal enum CategoryKind
{
    /// <summary>Text as it stands.</summary>
    Text,

    /// <summary><c>true</c> and <c>false</c>.</summary>
    Boolean,

    /// <summary>Numbers, written as short as they read back exactly.</summary>
    Number,
}
