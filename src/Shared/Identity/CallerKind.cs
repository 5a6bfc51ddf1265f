namespace ToskaMesh.Shared.Identity;

/// <summary>By what a caller was recognised.</summary>
public enum CallerKind
{
    ApiKey = 0,

    /// <summary>An access token of a person's session.</summary>
    User = 1,

    /// <summary>An access token that a service or a gateway got for its client secret.</summary>
    Client = 2,
}
