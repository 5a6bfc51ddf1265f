using CsCheck;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class CredentialTableJsonTests
{
    private static readonly CredentialTable Table = new()
    {
        Epoch = 5,
        Version = 7,
        IssuedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ApiKeys =
        [
            new PublishedApiKey { Id = "a", Hash = "AAAA", Role = Role.Admin },
            new PublishedApiKey { Id = "b", Hash = "BBBB", Role = Role.Service, ExpiresAt = DateTimeOffset.UnixEpoch, Scopes = ["orders:read"] },
        ],
        RevokedSessions = [new RevokedSession("s1", new DateTimeOffset(2026, 1, 2, 3, 15, 0, TimeSpan.Zero).AddTicks(7))],
    };

    [Fact]
    public void Document_ReadBack_IsTheSame()
    {
        Assert.True(CredentialTableJson.TryRead(CredentialTableJson.Serialize(Table), out var read, out _));
        Assert.Equal(Table.ApiKeys, read.ApiKeys);
        Assert.Equal(Table.RevokedSessions, read.RevokedSessions);
        Assert.Equal(Table, read with { ApiKeys = Table.ApiKeys, RevokedSessions = Table.RevokedSessions });
    }

    [Fact]
    public void Document_OfABuildBeforeSessionsAndScopes_HasNone()
    {
        const string Older = """{"schemaVersion":1,"epoch":1,"version":1,"issuedAt":"2026-01-02T03:04:05Z","apiKeys":[{"id":"a","hash":"b","role":"Admin"}]}""";

        Assert.True(CredentialTableJson.TryRead(System.Text.Encoding.UTF8.GetBytes(Older), out var read, out var error), error);
        Assert.Empty(read.RevokedSessions);
        Assert.Empty(Assert.Single(read.ApiKeys).Scopes);
    }

    [Fact]
    public void Document_Truncated_IsRefusedWhereverItIsCut()
    {
        var document = CredentialTableJson.Serialize(Table);

        Assert.All(Enumerable.Range(0, document.Length), length => Assert.False(CredentialTableJson.TryRead(document.AsSpan(0, length), out _, out _)));
    }

    [Fact]
    public void AnyBytesChanged_AreReadOrRefusedWithAReason_ButNeverThrow() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 5].Sample(changes =>
        {
            var document = CredentialTableJson.Serialize(Table);
            foreach (var (position, value) in changes)
            {
                document[position % document.Length] = value;
            }

            Assert.True(CredentialTableJson.TryRead(document, out _, out var error) || error.Length > 0);
        });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"schemaVersion\":2,\"epoch\":1,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[]}")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":0,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[]}")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[null]}")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[{\"id\":\"a\",\"hash\":\"b\",\"role\":1}]}")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[{\"id\":\"a\",\"hash\":\"b\",\"role\":\"Admin\"},{\"id\":\"a\",\"hash\":\"c\",\"role\":\"Admin\"}]}")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[{\"id\":\"a\",\"hash\":\"b\",\"role\":\"Admin\",\"scopes\":[\"two words\"]}]}")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[],\"revokedSessions\":[null]}")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[],\"revokedSessions\":[{\"sessionId\":\"s\"}]}")]
    [InlineData("{\"schemaVersion\":1,\"epoch\":1,\"version\":1,\"issuedAt\":\"2026-01-02T03:04:05Z\",\"apiKeys\":[],\"revokedSessions\":[{\"sessionId\":\"s\",\"until\":\"2026-01-02T03:04:05Z\"},{\"sessionId\":\"s\",\"until\":\"2026-01-02T03:04:06Z\"}]}")]
    public void TryRead_BadDocument_IsRefused(string document) =>
        Assert.False(CredentialTableJson.TryRead(System.Text.Encoding.UTF8.GetBytes(document), out _, out _));
}
