using System.Net;
using System.Net.Sockets;
using ToskaMesh.Probing;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>Resolves these names and numbers, and nothing else.</summary>
internal sealed class FakeResolver(params (string Name, string Address)[] records) : IHostResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return Task.FromResult<IPAddress[]>([literal]);
        }

        var found = records.Where(record => record.Name == host).Select(record => IPAddress.Parse(record.Address)).ToArray();
        return found.Length > 0 ? Task.FromResult(found) : throw new SocketException((int)SocketError.HostNotFound);
    }
}
