namespace ToskaMesh.Shared.Identity;

/// <summary>What may become of an API key. Pure: adapters load, apply and store.</summary>
public static class ApiKeyRules
{
    public static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);

    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

    /// <summary>How exact <see cref="StoredApiKey.LastUsedAt"/> is.</summary>
    public static readonly TimeSpan UseGrain = TimeSpan.FromHours(1);

    /// <summary>How often an app says which keys its settings have.</summary>
    public static readonly TimeSpan ConfirmEvery = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a key outlives the last word of an app whose settings have it: longer than a tick of the resting mode,
    /// and than apps of old and new settings run side by side without either saying a word.
    /// </summary>
    public static readonly TimeSpan ConfirmedFor = TimeSpan.FromMinutes(30);

    /// <summary>Replaced secrets that a key is known by.</summary>
    public const int MaxRetired = 4;

    /// <summary>How long a key that has ended can still be read in the list.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    // Compared with where there is no hash, so that the time of an answer does not tell keys apart.
    private static readonly string NobodysHash = Convert.ToBase64String(new byte[32]);

    /// <summary>Whether the secret is that of a key that is not expired: the present one, or the one before while that may be used. Null is an unknown key.</summary>
    public static bool Accepts(StoredApiKey? stored, ApiKey presented, DateTimeOffset now)
    {
        var isPresent = presented.Matches(stored?.Hash ?? NobodysHash);
        var isPrevious = presented.Matches(stored?.PreviousHash ?? NobodysHash) && now < stored?.PreviousUntil;
        return stored is not null && !stored.IsExpired(now) && (isPresent || isPrevious);
    }

    /// <summary>Gives it a new secret. Two work at most: one that was still on its way out ends at once.</summary>
    public static StoredApiKey Rotate(StoredApiKey key, string hash, TimeSpan overlap, DateTimeOffset now) => key with
    {
        Hash = hash,
        PreviousHash = overlap > TimeSpan.Zero ? key.Hash : null,
        PreviousUntil = overlap > TimeSpan.Zero ? now + overlap : null,
        RetiredHashes = Retire(key, hash),
        RotatedAt = now,
    };

    /// <summary>
    /// Whether the settings' secret is one that the mesh has replaced or deleted. An app that still has it, with settings
    /// of before, does not bring it back: only a secret that was never there makes it a key again.
    /// </summary>
    public static bool IsRetired(StoredApiKey known, StoredApiKey seed, DateTimeOffset now) => known.Hash == seed.Hash
        ? known.IsExpired(now)
        : known.RetiredHashes.Contains(seed.Hash);

    /// <summary>What an app stores that starts with the key in its settings; null when that is stored already.</summary>
    public static StoredApiKey? Seed(StoredApiKey? known, StoredApiKey seed, DateTimeOffset now)
    {
        if (known is null)
        {
            return seed with { ConfirmedAt = now };
        }

        if (IsRetired(known, seed, now))
        {
            return null;
        }

        var isSame = known.Hash == seed.Hash && known.Role == seed.Role && known.Origin == seed.Origin
            && known.Services.SetEquals(seed.Services) && known.Scopes.SetEquals(seed.Scopes);
        return isSame && now - known.ConfirmedAt < ConfirmEvery ? null : Merge(known, seed, now);
    }

    /// <summary>Whether the key is one of settings that nobody has any more.</summary>
    /// <param name="isOwn">Whether the app that asks has it in its own.</param>
    /// <param name="hasBootstrap">Whether that app's settings name a first Admin key.</param>
    public static bool IsAbandoned(StoredApiKey key, bool isOwn, bool hasBootstrap, DateTimeOffset now) =>
        !isOwn && !key.IsExpired(now)
        && (key.Origin is ApiKeyOrigin.Settings || (key.Origin is ApiKeyOrigin.Bootstrap && hasBootstrap))
        && !(now - key.ConfirmedAt < ConfirmedFor);

    private static StoredApiKey Merge(StoredApiKey known, StoredApiKey seed, DateTimeOffset now)
    {
        var rotated = known.Hash == seed.Hash || known.IsExpired(now)
            ? known with { Hash = seed.Hash, RetiredHashes = Retire(known, seed.Hash) }
            : Rotate(known, seed.Hash, ConfirmedFor, now);
        return rotated with
        {
            Origin = seed.Origin,
            Role = seed.Role,
            Services = seed.Services,
            Scopes = seed.Scopes,
            ExpiresAt = null,
            ConfirmedAt = now,
        };
    }

    private static IReadOnlyList<string> Retire(StoredApiKey key, string next) => key.Hash == next
        ? key.RetiredHashes
        : [.. key.RetiredHashes.Where(hash => hash != key.Hash).Append(key.Hash).TakeLast(MaxRetired)];
}
