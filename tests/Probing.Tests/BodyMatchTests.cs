using Microsoft.AspNetCore.Http;
using ToskaMesh.Probing.Tests.Fixtures;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing.Tests;

public sealed class BodyMatchTests
{
    private const int Limit = 64 * 1024;

    [Theory]
    [InlineData("""{"status":"bereit ✓"}""", "bereit ✓", true)]
    [InlineData("""{"status":"Bereit"}""", "bereit", false)]
    [InlineData("", "x", false)]
    public async Task Body_IsSearched(string body, string text, bool passes)
    {
        await using var instance = await Instance.StartAsync(context => context.Response.WriteAsync(body, context.RequestAborted));
        using var probes = new Probes();

        var result = await probes.RunAsync(instance.Port, Probes.Check() with { BodyMatch = text });

        Assert.Equal(passes ? HealthStatus.Healthy : HealthStatus.Unhealthy, result.Status);
        Assert.DoesNotContain("status", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limit - 2, true)]
    [InlineData(Limit - 1, false)]
    public async Task Text_CountsWithinTheFirst64KiBOnly(int before, bool passes)
    {
        await using var instance = await Instance.StartAsync(context => context.Response.WriteAsync(new string('-', before) + "ok", context.RequestAborted));
        using var probes = new Probes();

        Assert.Equal(passes, (await probes.RunAsync(instance.Port, Probes.Check() with { BodyMatch = "ok" })).Passed);
    }

    [Fact]
    public async Task Text_InPieces_IsFound()
    {
        await using var instance = await Instance.StartAsync(async context =>
        {
            foreach (var letter in "ready")
            {
                await context.Response.WriteAsync($"{letter}", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        });
        using var probes = new Probes();

        Assert.Equal(HealthStatus.Healthy, (await probes.RunAsync(instance.Port, Probes.Check() with { BodyMatch = "ready" })).Status);
    }

    [Theory]
    [InlineData(null, HealthStatus.Healthy)]
    [InlineData("-", HealthStatus.Healthy)]
    [InlineData("never", HealthStatus.Unhealthy)]
    public async Task Body_WithoutAnEnd_IsReadOnlyAsFarAsNeeded(string? text, HealthStatus expected)
    {
        await using var instance = await Instance.StartAsync(async context =>
        {
            var part = new byte[16 * 1024];
            part.AsSpan().Fill((byte)'-');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
            }
        });
        using var probes = new Probes();

        Assert.Equal(expected, (await probes.RunAsync(instance.Port, Probes.Check() with { BodyMatch = text })).Status);
    }
}
