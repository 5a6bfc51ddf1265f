using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>A key with its secret, which is shown this once.</summary>
public sealed record NewApiKeyAnswer
{
    /// <summary>The whole key, <c>tsk_&lt;id&gt;_&lt;secret&gt;</c>.</summary>
    public required string Key { get; init; }

    public required ApiKeyAnswer ApiKey { get; init; }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"new API key {ApiKey.Id}";

    internal static NewApiKeyAnswer From(ApiKey key, StoredApiKey stored) => new() { Key = key.Reveal(), ApiKey = ApiKeyAnswer.From(stored) };
}
