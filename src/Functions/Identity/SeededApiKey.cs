using System.Diagnostics.CodeAnalysis;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity;

/// <summary>A key of role Service from the settings: either the key itself, or its id and hash.</summary>
internal sealed class SeededApiKey
{
    /// <summary>A key of role Service that exists from the start, <c>tsk_&lt;id&gt;_&lt;secret&gt;</c> with 256 bits. Secret.</summary>
    public string? Key { get; set; }

    /// <summary>Instead of <see cref="Key"/>, with <see cref="Hash"/>: the key's id, 1 to 32 characters.</summary>
    public string? Id { get; set; }

    /// <summary>SHA-256 of the secret, base64.</summary>
    public string? Hash { get; set; }

    /// <summary>The services it may write; at least one.</summary>
    public IList<string> Services { get; } = [];

    /// <summary>What it may do besides, such as <c>routes:open</c>.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>What is wrong with it, without the key itself; null when it can be stored.</summary>
    public string? Fault()
    {
        if (!TryIdentify(out _, out _))
        {
            return "needs either Key in the form tsk_<id>_<secret> with 256 bits, or Id and Hash (SHA-256 of the secret, base64)";
        }

        return Services.Count == 0 || Services.Any(name => !ServiceName.TryParse(name, out _))
            ? "needs the names of the Services that it may write"
            : Scopes.FirstOrDefault(scope => !Scope.All.Contains(scope)) is { } unknown ? $"has an unknown scope '{unknown}'" : null;
    }

    public bool TryIdentify([NotNullWhen(true)] out string? id, [NotNullWhen(true)] out string? hash)
    {
        if (ApiKey.TryParse(Key, out var key))
        {
            (id, hash) = (key.Id, key.Hash());
            return true;
        }

        Span<byte> digest = stackalloc byte[32];
        var isHash = Hash is not null && Convert.TryFromBase64String(Hash, digest, out var length) && length == digest.Length;
        (id, hash) = Key is null && ApiKey.IsId(Id) && isHash ? (Id, Hash) : (null, null);
        return id is not null && hash is not null;
    }
}
