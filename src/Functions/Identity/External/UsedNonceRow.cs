namespace ToskaMesh.Functions.Identity.External;

/// <summary>A nonce that was used, for as long as it could be used again.</summary>
internal sealed class UsedNonceRow
{
    public required string Nonce { get; init; }

    public required DateTimeOffset Until { get; init; }
}
