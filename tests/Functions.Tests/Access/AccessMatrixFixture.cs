using ToskaMesh.Functions.Tests.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Access;

/// <summary>One function app, everybody who may call it, and everybody who only looks so.</summary>
public sealed class AccessMatrixFixture : IAsyncLifetime
{
    internal ControlPlaneUnderTest Mesh { get; private set; } = null!;

    /// <summary>By the matrix's columns: those in one must be answered alike, by whatever they are recognised.</summary>
    internal IReadOnlyDictionary<string, HttpClient[]> Callers { get; private set; } = null!;

    /// <summary>Who would be Admins, if their keys and tokens were worth anything.</summary>
    internal IReadOnlyDictionary<string, HttpClient> Pretenders { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Mesh = await ControlPlaneUnderTest.StartAsync();

        // As the ids of people are: nobody has such an account, but a token says so.
        var (user, admin) = (Claims.User with { Subject = $"{Guid.NewGuid()}" }, Claims.Admin with { Subject = $"{Guid.NewGuid()}" });

        // First, since it takes the clock past the lifetime of tokens.
        Pretenders = await BadCredentials.MakeAsync(Mesh);
        Callers = new Dictionary<string, HttpClient[]>
        {
            ["Anonymous"] = [Mesh.Anonymous],
            ["User"] = [Mesh.Bearer(await Mesh.TokenAsync(user))],
            ["Service, own"] =
            [
                await Mesh.ServiceAsync(AccessRequests.Service), Mesh.Bearer(await Mesh.TokenAsync(Claims.Service(AccessRequests.Service))),
            ],
            ["Service, foreign"] = [await Mesh.ServiceAsync("other"), Mesh.Bearer(await Mesh.TokenAsync(Claims.Service("other")))],
            ["Gateway"] = [await Mesh.GatewayAsync(), Mesh.Bearer(await Mesh.TokenAsync(Claims.Gateway))],
            ["Admin"] = [Mesh.Bearer(await Mesh.TokenAsync(admin))],
            ["Admin's key"] = [Mesh.Admin],
        };
    }

    public ValueTask DisposeAsync() => Mesh.DisposeAsync();
}
