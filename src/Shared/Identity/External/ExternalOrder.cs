namespace ToskaMesh.Shared.Identity.External;

/// <summary>A wish to sign in, or to link an account, by another provider's ID token. Nothing of it is believed but what the provider signed.</summary>
/// <param name="Provider">Its name in the settings.</param>
/// <param name="Nonce">That this mesh gave out, and the provider wrote into the token.</param>
public sealed record ExternalOrder(string Provider, string IdToken, string Nonce, string ClientId, string Audience)
{
    /// <summary>Without the token and the nonce.</summary>
    public override string ToString() => $"sign-in by {Provider}";
}
