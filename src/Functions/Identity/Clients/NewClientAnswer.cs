using ToskaMesh.Shared.Identity.Clients;

namespace ToskaMesh.Functions.Identity.Clients;

/// <summary>A client with its secret, which is shown this once.</summary>
public sealed record NewClientAnswer
{
    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required ClientAnswer Client { get; init; }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"new client {ClientId}";

    internal static NewClientAnswer From(StoredClient client, ClientSecret secret) =>
        new() { ClientId = client.Id, ClientSecret = secret.Reveal(), Client = ClientAnswer.From(client) };
}
