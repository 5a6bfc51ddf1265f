namespace ToskaMesh.Shared.Configuration.Diffs;

/// <summary>The operations of RFC 6902 that a difference is made of.</summary>
public enum ChangeKind
{
    Add = 0,

    Remove,

    Replace,
}
