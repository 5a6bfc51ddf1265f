using System.Text;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class GrantFieldsTests
{
    [Theory]
    [InlineData(64, 63, 32, 64, 'x')]
    [InlineData(1, 1, 32, 64, '+')]
    public void Parse_MoreThanATokenHolds_IsAFault(int services, int serviceLength, int scopes, int scopeLength, char filler)
    {
        var parsed = Parse(services, serviceLength, scopes, scopeLength, filler);

        Assert.Equal(["/services"], parsed.Errors.Select(error => error.Pointer));
    }

    [Theory]
    [InlineData(62, 63)]
    [InlineData(64, 61)]
    public void Parse_AsMuchAsThereMayBe_MakesATokenThatIsTaken(int services, int serviceLength)
    {
        var parsed = Parse(services, serviceLength, 0, 0, 'x');
        Assert.True(parsed.Succeeded);
        var id = new string('i', AccessTokenFields.MaxIdLength);

        var input = AccessTokenWriter.SigningInput(
            new AccessTokenClaims
            {
                Subject = id,
                Kind = CallerKind.Client,
                Audience = Audiences.Services,
                SessionId = id,
                ClientId = id,
                Roles = [Role.Service],
                Scopes = [],
                Services = [.. parsed.Value.Grant.Services],
            },
            new string('u', SigningKeySet.MaxIssuerLength),
            id,
            id,
            DateTimeOffset.UnixEpoch);

        Assert.True(AccessTokenWriter.Compose(input, new byte[64]).Length <= AccessTokenFields.MaxLength);
    }

    private static Parsed<ClientOrder> Parse(int services, int serviceLength, int scopes, int scopeLength, char filler)
    {
        var body = new JsonObject
        {
            ["name"] = "many",
            ["role"] = "service",
            ["services"] = Names(services, serviceLength, 'x'),
            ["scopes"] = Names(scopes, scopeLength, filler),
        };
        return ClientOrderParser.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private static JsonArray Names(int count, int length, char filler) =>
        [.. Enumerable.Range(0, count).Select(i => JsonValue.Create((length == 1 ? "x" : $"a{i:00}".PadRight(length, filler))))];
}
