namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>Where a <see cref="StickyKey"/> stands.</summary>
public enum StickySource
{
    Header = 0,
    Cookie = 1,
    Query = 2,
}
