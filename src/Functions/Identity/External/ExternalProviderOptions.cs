namespace ToskaMesh.Functions.Identity.External;

/// <summary>One OpenID provider.</summary>
internal sealed class ExternalProviderOptions
{
    /// <summary>Its issuer: an https URL (http only on loopback) under which <c>/.well-known/openid-configuration</c> stands.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What it calls this mesh: the audience of its ID tokens.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Whether its word that an e-mail address is verified is taken. Off where people can choose their address.</summary>
    public bool TrustEmail { get; set; }

    /// <summary>Whether people without an account get one; needs <see cref="TrustEmail"/>.</summary>
    public bool AllowSignUp { get; set; }

    public bool IsLoopback => Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: true };
}
