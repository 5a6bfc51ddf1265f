using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

/// <summary>Another signing key before its time, as tokens, the key set and the gateways' table see it.</summary>
public sealed class SigningKeyFunctionTests : IAsyncLifetime
{
    private const string Rotate = "api/Auth/signing-keys/rotate";

    private ControlPlaneUnderTest _mesh = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mesh = await ControlPlaneUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task Rotate_PublishesTheKeyFirst_ThenSignsWithIt_AndOldTokensGoOn()
    {
        var before = await _mesh.TokenAsync(Claims.Admin);
        var first = KeyOf(before);

        var answer = (await _mesh.Admin.PostAsync(Rotate).JsonAsync()).AsArray();

        var second = (string)answer[0]!["id"]!;
        Assert.Equal(["Signing", "Retiring"], answer.Select(key => (string?)key!["state"]));
        Assert.Equal([second, first], await PublishedAsync());
        Assert.Equal([second, first], await TableAsync());
        Assert.Equal(first, KeyOf(await _mesh.TokenAsync(Claims.Admin)));
        _mesh.Time.Advance(RotationPolicy.Spread);
        var after = await _mesh.TokenAsync(Claims.Admin);
        Assert.Equal(second, KeyOf(after));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await CallAsync(before), await CallAsync(after)]);

        // Time does the rest.
        _mesh.Time.Advance(RotationPolicy.Retiring);
        await _mesh.Services.GetRequiredService<ISigningKeyRotation>().RunAsync(Cancel);
        Assert.Equal([second], await PublishedAsync());
    }

    [Fact]
    public async Task Revoke_TakesTheOldKeyFromTheKeySetAndTheTable_AndItsTokensAreRefusedAtOnce()
    {
        var before = await _mesh.TokenAsync(Claims.Admin);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(before));

        await _mesh.Admin.PostJsonAsync(Rotate, """{"revoke":true,"notes":"leaked"}""").JsonAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(before));
        var after = await _mesh.TokenAsync(Claims.Admin);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(after));
        Assert.NotEqual(KeyOf(before), KeyOf(after));
        Assert.Equal([KeyOf(after)], await PublishedAsync());
        Assert.Equal([KeyOf(after)], await TableAsync());
        var revoked = Assert.Single((await _mesh.Admin.ReadAsync($"api/Auth/audit?action={SecurityActions.SigningKeyRevoked}").JsonAsync()).AsArray())!;
        Assert.Equal((KeyOf(before), _mesh.AdminKey.Id, "out of turn: leaked"), ((string?)revoked["target"], (string?)revoked["actor"], (string?)revoked["detail"]));
    }

    /// <summary>What the old master key sealed is of no use, and this is the way on.</summary>
    [Fact]
    public async Task Revoke_AfterTheMasterKeyWasReplaced_LetsTokensBeSignedAgain()
    {
        await _mesh.SigningKeys.StepAsync(RotationPolicy.Default, await new SigningKeySeal(new FixedMasterKey()).GeneratorAsync(Cancel), Cancel);

        await _mesh.Admin.PostJsonAsync(Rotate, """{"revoke":true}""").JsonAsync();

        Assert.Equal(HttpStatusCode.OK, await CallAsync(await _mesh.TokenAsync(Claims.Admin)));
    }

    [Fact]
    public async Task Rotate_TooOftenAtOnce_IsRefused_AndAFaultyBodyNamesEveryFault()
    {
        var problem = await _mesh.Admin.PostJsonAsync(Rotate, """{"revoke":"yes","notes":7,"key":"x"}""").JsonAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["/key", "/notes", "/revoke"], problem.Pointers().Order());

        for (var made = 1; made < SigningKeySet.MaxKeys - 1; made++)
        {
            await _mesh.Admin.PostAsync(Rotate).JsonAsync();
        }

        await _mesh.Admin.PostAsync(Rotate).JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal(SigningKeySet.MaxKeys - 1, (await TableAsync()).Count);
    }

    private static string KeyOf(string token) =>
        (string)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0]))!["kid"]!;

    private async Task<HttpStatusCode> CallAsync(string token)
    {
        using var response = await _mesh.Bearer(token).ReadAsync("api/ServiceDiscovery/services");
        return response.StatusCode;
    }

    private async Task<IReadOnlyList<string>> PublishedAsync()
    {
        var set = await _mesh.Anonymous.ReadAsync(".well-known/jwks.json").JsonAsync();
        return [.. set["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];
    }

    private async Task<IReadOnlyList<string>> TableAsync()
    {
        var table = RouteTableJson.Read(await File.ReadAllBytesAsync(Path.Combine(_mesh.DataDirectory, DocumentNames.RouteTable), Cancel)).Table!;
        return [.. table.SigningKeys.Select(key => key.KeyId)];
    }
}
