namespace ToskaMesh.Shared.Identity;

/// <summary>What a gateway needs to check an API key without the control plane.</summary>
public sealed record PublishedApiKey
{
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret's text, base64. Enough for 256 random bits (ASVS 6.5.2); never the secret.</summary>
    public required string Hash { get; init; }

    /// <summary>Of the secret before the last rotation, until <see cref="PreviousUntil"/>.</summary>
    public string? PreviousHash { get; init; }

    public DateTimeOffset? PreviousUntil { get; init; }

    public required Role Role { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>In ordinal order. None in a document of a build that did not publish them yet.</summary>
    public IReadOnlyList<string> Scopes { get; init => field = value ?? []; } = [];

    /// <summary>Whether the secret is the key's, and the key is not expired.</summary>
    public bool Accepts(ApiKey presented, DateTimeOffset now)
    {
        var isPresent = presented.Matches(Hash);
        var isPrevious = PreviousHash is not null && presented.Matches(PreviousHash) && now < PreviousUntil;
        return (isPresent || isPrevious) && !(ExpiresAt <= now);
    }

    public bool Equals(PublishedApiKey? other) =>
        other is not null && Id == other.Id && Hash == other.Hash
        && PreviousHash == other.PreviousHash && PreviousUntil == other.PreviousUntil && Role == other.Role && ExpiresAt == other.ExpiresAt
        && Scopes.SequenceEqual(other.Scopes, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Id, Hash);
}
