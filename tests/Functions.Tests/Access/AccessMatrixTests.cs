using System.Net;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Tests.Access;

/// <summary>Every HTTP function, asked by everybody, against <c>docs/access-matrix.md</c>.</summary>
public sealed class AccessMatrixTests(AccessMatrixFixture fixture) : IClassFixture<AccessMatrixFixture>
{
    private static readonly HttpFunctions Functions = new(typeof(HttpFunctions).Assembly.GetExportedTypes());
    private static readonly AccessMatrix Matrix = AccessMatrix.Read();

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
        var observed = new Dictionary<string, string>();
        foreach (var column in Matrix.Columns)
        {
            var cells = new HashSet<string>();
            foreach (var caller in fixture.Callers[column])
            {
                using var response = await CallAsync(caller, name);
                cells.Add(Cell(response.StatusCode, mayHide: expected.ContainsValue("404")));
            }

            observed[column] = string.Join(" or ", cells);
        }

        // Whole, where Assert.Equal would cut it: a reviewed row can be taken over.
        Assert.True(Row(name, expected) == Row(name, observed), $"The matrix says\n{Row(name, expected)}\nand the app does\n{Row(name, observed)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_WithABadCredential_IsWorthAsMuchAsNone(string name)
    {
        var expected = Matrix.Of(name)["Anonymous"];
        var wrong = new List<string>();
        foreach (var (credential, client) in fixture.Pretenders)
        {
            using var response = await CallAsync(client, name);
            if (Cell(response.StatusCode, mayHide: false) != expected || (expected == "401" && response.Headers.WwwAuthenticate.Count == 0))
            {
                wrong.Add($"{credential}: {response.StatusCode} {response.Headers.WwwAuthenticate}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Call_WithAForgedToken_OfThePresentKey_IsLetThrough()
    {
        using var response = await CallAsync(fixture.Mesh.Bearer(await BadCredentials.ForgeAsync(fixture.Mesh)), "ListDeadLetters");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

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

    private async Task<HttpResponseMessage> CallAsync(HttpClient client, string name)
    {
        using var request = await new AccessRequests(fixture.Mesh.Admin).NewAsync(Find(name));
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        return response;
    }
}
