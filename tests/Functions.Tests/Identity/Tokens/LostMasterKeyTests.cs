using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

/// <summary>A store whose signing key was sealed with a master key that this app does not have.</summary>
public sealed class LostMasterKeyTests : IAsyncLifetime
{
    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mesh = await ControlPlaneUnderTest.StartAsync();
        await _mesh.SigningKeys.StepAsync(RotationPolicy.Default, await new SigningKeySeal(new FixedMasterKey()).GeneratorAsync(Cancel), Cancel);
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Issue_SaysSo_AndMakesNoKeyInItsPlace()
    {
        var before = Assert.Single(await _mesh.SigningKeys.ListAsync(Cancel));

        var error = await Assert.ThrowsAsync<NotReadyException>(() => _mesh.TokenAsync(Claims.User));

        Assert.Contains("master key", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Assert.Single(await _mesh.SigningKeys.ListAsync(Cancel)));
    }

    [Fact]
    public async Task Everything_ElseWorks_AndReadinessTellsOfIt()
    {
        await _mesh.Admin.ReadAsync("api/ServiceDiscovery/services").JsonAsync();
        var ready = await _mesh.Anonymous.ReadAsync("health/ready").JsonAsync();

        var tokens = ready["checks"]!.AsArray().Single(check => (string?)check!["name"] == "tokens")!;
        Assert.Equal("Degraded", (string?)tokens["status"]);
        Assert.Contains("docs/identity.md", (string?)tokens["description"], StringComparison.Ordinal);
    }
}
