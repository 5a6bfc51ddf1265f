namespace ToskaMesh.Functions.Identity.External;

/// <summary>A nonce for one sign-in.</summary>
public sealed record NonceAnswer
{
    public required string Nonce { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
