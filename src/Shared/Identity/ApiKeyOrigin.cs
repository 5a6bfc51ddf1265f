namespace ToskaMesh.Shared.Identity;

/// <summary>Where an API key comes from, which decides how it ends.</summary>
public enum ApiKeyOrigin
{
    /// <summary>An Admin made it: it ends when an Admin deletes it, or by its expiry.</summary>
    Made = 0,

    /// <summary>From <c>Mesh:ApiKeys</c> or <c>Mesh:Gateway:ApiKey</c>: it ends when no app that runs has it in its settings any more.</summary>
    Settings = 1,

    /// <summary>The first Admin key: it ends when another one stands in its place, not when the place is empty.</summary>
    Bootstrap = 2,
}
