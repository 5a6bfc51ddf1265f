using System.Diagnostics;
using System.Text.Json.Nodes;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

/// <summary>A JOSE library of another language, which knows no more than the address of the key set.</summary>
public sealed class PyJwtTests
{
    private const string Python = "/usr/bin/python3";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PyJwt_FromTheKeySetAlone_AcceptsOurTokens_AndNoOthers()
    {
        Assert.SkipUnless(File.Exists(Python), $"There is no {Python}.");
        var (probe, reason) = await RunAsync("", "-c", "import cryptography, jwt");
        Assert.SkipUnless(probe == 0, $"The Debian packages python3-jwt and python3-cryptography are needed: {reason}");
        await using var mesh = await ControlPlaneUnderTest.StartAsync();
        mesh.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        var keySet = new Uri(mesh.Anonymous.BaseAddress!, ".well-known/jwks.json").ToString();
        var token = await mesh.TokenAsync(Claims.Service("orders") with { Scopes = ["a", "b"] });

        var (accepted, claims) = await VerifyAsync(Audiences.ControlPlane, token);
        Assert.True(accepted == 0, claims);
        var said = JsonNode.Parse(claims)!;
        Assert.Equal(("client-1", "a b", "Service", "orders"), ((string?)said["sub"], (string?)said["scope"], (string?)said["roles"]![0], (string?)said["services"]![0]));

        Assert.Contains("InvalidAudience", (await VerifyAsync(Audiences.Services, token)).Output, StringComparison.Ordinal);
        var forged = token[..^4] + (token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        Assert.Contains("InvalidSignature", (await VerifyAsync(Audiences.ControlPlane, forged)).Output, StringComparison.Ordinal);

        Task<(int Status, string Output)> VerifyAsync(string audience, string presented) =>
            RunAsync(presented, RepositoryRoot.File("tests", "interop", "verify_jwt.py"), keySet, TokenOptions.LocalIssuer, audience);
    }

    private static async Task<(int Status, string Output)> RunAsync(string input, params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await python.StandardInput.WriteAsync(input.AsMemory(), Cancel);
        python.StandardInput.Close();
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(Cancel), python.StandardError.ReadToEndAsync(Cancel));
        await python.WaitForExitAsync(Cancel);
        return (python.ExitCode, await output + await errors);
    }
}
