using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ToskaMesh.Probing.Tests.Fixtures;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;

namespace ToskaMesh.Probing.Tests;

public sealed class TlsTests
{
    private static readonly HealthCheck Check = Probes.Check(HealthCheckType.Https);

    [Fact]
    public async Task Certificate_OfNoKnownAuthority_IsNotTrustedUnlessTheCheckSaysSo()
    {
        using var certificate = Certificates.SelfSigned();
        await using var instance = await Instance.StartAsync(certificate: certificate);
        using var probes = new Probes();

        // In this order: a connection that was not verified must not serve a check that verifies.
        Assert.Equal("answered 200", (await probes.RunAsync(instance.Port, Check with { TlsSkipVerify = true })).Output);
        var refused = await probes.RunAsync(instance.Port, Check);

        Assert.Equal(HealthStatus.Unhealthy, refused.Status);
        Assert.StartsWith("TLS failed: The remote certificate is invalid", refused.Output, StringComparison.Ordinal);
        Assert.Single(instance.Received);
    }

    [Fact]
    public async Task Certificate_OfAnAuthorityThatIsTrusted_IsTrusted()
    {
        using var certificate = Certificates.SelfSigned("orders.internal");
        using var folder = new TemporaryDirectory();
        var authority = Path.Combine(folder.Path, "ca.pem");
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await using var instance = await Instance.StartAsync(protocols: HttpProtocols.Http1AndHttp2, certificate: certificate);
        using var probes = new Probes(caFile: authority);

        Assert.Equal(HealthStatus.Healthy, (await probes.RunAsync(instance.Port, Check)).Status);
        Assert.Equal("HTTP/2", Assert.Single(instance.Received).Protocol);

        // It is the virtual host's certificate that counts, where the check names one.
        Assert.True((await probes.RunAsync(instance.Port, Check with { Headers = Host("orders.internal") })).Passed);
        Assert.False((await probes.RunAsync(instance.Port, Check with { Headers = Host("other.internal") })).Passed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Certificate_ThatNamesAnAddress_MakesNobodyCallThere(bool skipVerify)
    {
        await using var elsewhere = RawServer.Start((stream, stop) => stream.CopyToAsync(Stream.Null, stop));
        using var certificate = Certificates.WithIssuerAt($"http://127.0.0.1:{elsewhere.Port}/authority.cer");
        await using var instance = RawServer.Start((stream, stop) => AnswerAsync(stream, certificate, stop));
        using var probes = new Probes();

        Assert.Equal(skipVerify, (await probes.RunAsync(instance.Port, Check with { TlsSkipVerify = skipVerify })).Passed);

        Assert.False(elsewhere.Accepted.IsCompleted);
    }

    // Not with Kestrel: it would itself call there, to complete the chain that it sends.
    private static async Task AnswerAsync(Stream stream, X509Certificate2 certificate, CancellationToken stop)
    {
        await using var tls = new SslStream(stream);
        var options = new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true) };
        await tls.AuthenticateAsServerAsync(options, stop);
        await tls.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
        await tls.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), stop);
        await RawServer.NeverAsync(stop);
    }

    private static ProbeHeaders Host(string name)
    {
        Assert.True(ProbeHeaders.TryCreate([KeyValuePair.Create("Host", name)], out var headers));
        return headers;
    }
}
