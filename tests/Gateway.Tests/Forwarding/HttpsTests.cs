using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ToskaMesh.Gateway.Tests.Fixtures;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Tests.Forwarding;

public sealed class HttpsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HttpsInstance_OfATrustedAuthority_IsReachedInHttp2()
    {
        using var certificate = Certificate();
        var documents = new PublishedDocuments();
        var authority = Path.Combine(documents.Directory, "ca.pem");
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem(), Cancellation);
        await using var upstream = await Upstream.StartAsync(protocols: HttpProtocols.Http1AndHttp2, certificate: certificate);
        documents.Publish(Routed.Open("orders", upstream.Instance(scheme: InstanceScheme.Https)));
        await using var gateway = await TestGateway.StartAsync(new() { ["Mesh:Gateway:UpstreamCaFile"] = authority }, documents: documents);

        Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);

        Assert.Equal("HTTP/2", Assert.Single(upstream.Received).Protocol);
    }

    [Fact]
    public async Task HttpsInstance_OfAnUnknownAuthority_IsNotTrusted()
    {
        using var certificate = Certificate();
        await using var upstream = await Upstream.StartAsync(certificate: certificate);
        await using var gateway = await TestGateway.ServingAsync(Routed.Open("orders", upstream.Instance(scheme: InstanceScheme.Https)));

        Assert.Equal(HttpStatusCode.BadGateway, (await gateway.GetAsync("/mesh/orders/", Cancellation)).Status);

        Assert.Empty(upstream.Received);
    }

    internal static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
