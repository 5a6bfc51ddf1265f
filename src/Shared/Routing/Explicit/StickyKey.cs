namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>What of a request decides where it goes, so that the same value goes to the same place. Without a value it is left to chance.</summary>
public sealed record StickyKey(StickySource By, string Name);
