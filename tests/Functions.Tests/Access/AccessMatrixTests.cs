using System.Net;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Tests.Access;

/// <summary>Every HTTP function, asked by everybody, against <c>docs/access-matrix.md</c>.</summary>
public sealed class AccessMatrixTests(ControlPlaneFixture fixture) : IClassFixture<ControlPlaneFixture>
{
    private static readonly HttpFunctions Functions = new(typeof(HttpFunctions).Assembly.GetExportedTypes());
    private static readonly AccessMatrix Matrix = AccessMatrix.Read();

    private readonly ControlPlaneUnderTest _mesh = fixture.Mesh;

    public static TheoryData<string> Names => new(Functions.All.Select(function => function.Name));

    [Fact]
    public void Matrix_HasEveryFunction_ByItsPath_AndNoOther()
    {
        var functions = Functions.All.Select(function => $"{function.Name}: {string.Join(", ", function.Methods)} /{function.Route.Text}").Order(StringComparer.Ordinal);

        Assert.Equal(functions, Matrix.Functions.Select(function => $"{function}: {Matrix.PathOf(function)}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_ByEachCaller_IsAnsweredAsTheMatrixSays(string name)
    {
        var expected = Matrix.Of(name);
        var callers = await CallersAsync();
        var observed = new Dictionary<string, string>();
        foreach (var column in Matrix.Columns)
        {
            using var response = await CallAsync(callers[column], name);
            observed[column] = Cell(response.StatusCode, mayHide: expected.ContainsValue("404"));
            Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        }

        // Whole, where Assert.Equal would cut it: a reviewed row can be taken over.
        Assert.True(Row(name, expected) == Row(name, observed), $"The matrix says\n{Row(name, expected)}\nand the app does\n{Row(name, observed)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_WithAnInvalidKey_IsChallengedUnlessOpen(string name)
    {
        var expired = ApiKey.Generate("expired");
        await _mesh.Keys.SaveAsync(
            new StoredApiKey
            {
                Id = expired.Id,
                Hash = expired.Hash(),
                Role = Role.Admin,
                CreatedAt = _mesh.Time.GetUtcNow(),
                ExpiresAt = _mesh.Time.GetUtcNow(),
            },
            TestContext.Current.CancellationToken);

        // A known id with another secret, an unknown id, an expired key, and no key at all.
        string[] keys = [ApiKey.Generate(_mesh.AdminKey.Id).Reveal(), ApiKey.Generate("nobody").Reveal(), expired.Reveal(), "tsk_admin_x"];
        foreach (var key in keys)
        {
            using var response = await CallAsync(_mesh.Client(key), name);
            Assert.Equal(!IsOpen(name), response.StatusCode is HttpStatusCode.Unauthorized);
            Assert.Equal(!IsOpen(name), response.Headers.WwwAuthenticate.ToString() == "ApiKey realm=\"toska-mesh\"");
        }
    }

    private static bool IsOpen(string name) => Find(name).Access is AccessLevel.Anonymous;

    private static HttpFunction Find(string name) => Functions.All.Single(function => function.Name == name);

    /// <param name="mayHide">Whether this is one of those functions that tell strangers that there is no such thing.</param>
    private static string Cell(HttpStatusCode status, bool mayHide) => status switch
    {
        HttpStatusCode.Unauthorized => "401",
        HttpStatusCode.Forbidden => "403",
        HttpStatusCode.NotFound when mayHide => "404",
        _ => "yes",
    };

    // As in the document, so that a difference can be read, or taken over.
    private static string Row(string name, Dictionary<string, string> cells) =>
        $"| `{name}` | `{string.Join(", ", Find(name).Methods)} /{Find(name).Route.Text}` | {string.Join(" | ", Matrix.Columns.Select(column => cells[column]))} |";

    private async Task<Dictionary<string, HttpClient>> CallersAsync() => new()
    {
        ["Anonymous"] = _mesh.Anonymous,
        ["Service, own"] = await _mesh.ServiceAsync(AccessRequests.Service),
        ["Service, foreign"] = await _mesh.ServiceAsync("other"),
        ["Gateway"] = await _mesh.GatewayAsync(),
        ["Admin"] = _mesh.Admin,
    };

    private async Task<HttpResponseMessage> CallAsync(HttpClient client, string name)
    {
        using var request = await new AccessRequests(_mesh.Admin).NewAsync(Find(name));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
