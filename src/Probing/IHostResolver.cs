using System.Net;

namespace ToskaMesh.Probing;

/// <summary>Resolves a host name when a connection is made.</summary>
internal interface IHostResolver
{
    /// <exception cref="System.Net.Sockets.SocketException">The name cannot be resolved.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
