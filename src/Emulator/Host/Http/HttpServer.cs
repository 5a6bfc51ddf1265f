using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ToskaMesh.Emulator.Host.Http;

/// <summary>Kestrel by itself: the function app's own services and its web framework, if it has one, are left alone.</summary>
internal sealed class HttpServer(IPEndPoint endpoint, ILoggerFactory loggers) : IDisposable
{
    private readonly KestrelServer _kestrel = new(
        Options.Create(KestrelOptions(endpoint)),
        new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers),
        loggers);

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => new(_kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <exception cref="InvalidOperationException">Another process has the port.</exception>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        try
        {
            await _kestrel.StartAsync(application, cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new InvalidOperationException($"Something else listens on {endpoint}. Choose another port with --port.", exception);
        }
    }

    /// <summary>Takes no more connections and waits for running requests until the token is cancelled; then cuts them off.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _kestrel.StopAsync(cancellationToken);

    public void Dispose() => _kestrel.Dispose();

    private static KestrelServerOptions KestrelOptions(IPEndPoint endpoint)
    {
        var options = new KestrelServerOptions();
        // The host has a limit of its own, which answers otherwise.
        options.Limits.MaxRequestBodySize = null;
        options.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
        return options;
    }
}
