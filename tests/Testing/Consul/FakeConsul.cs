using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Testing.Consul;

/// <summary>
/// A server that answers as Consul's HTTP API documents, as far as the mesh asks: catalog, health, an agent's services
/// and TTL checks, ACL token, index and blocking queries. And as a Consul that does not work.
/// </summary>
public sealed partial class FakeConsul : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConsulState _state;
    private readonly TimeProvider _time;

    private FakeConsul(TimeProvider time, int port)
    {
        (_time, _state) = (time, new ConsulState(time));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        _app = builder.Build();
        _app.Use(AnswerAsync);
        Map();
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>Without it nothing is answered; null asks for none.</summary>
    public string? Token { get; set; }

    /// <summary>True is a token that exists and may read no service: Consul then answers with less, not with an error.</summary>
    public bool MayReadNothing { get; set; }

    public ConsulFault Fault { get; set; }

    /// <summary>A service whose health alone answers 500.</summary>
    public string? BrokenService { get; set; }

    /// <summary>All requests so far: method, path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<FakeConsul> StartAsync(TimeProvider time, int port = 0)
    {
        var consul = new FakeConsul(time, port);
        await consul._app.StartAsync();
        consul.Url = new Uri(consul._app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());

        // A server lists itself.
        consul.Put(new ConsulInstance("consul", "consul", "127.0.0.1", 8300) { Node = "server-1" });
        return consul;
    }

    /// <summary>As if some agent of the datacenter had registered it.</summary>
    public void Put(ConsulInstance instance)
    {
        lock (_state.Gate)
        {
            _state.Put(instance);
        }
    }

    public void Remove(string id, string node = ConsulInstance.AgentNode)
    {
        lock (_state.Gate)
        {
            _state.Remove(node, id);
        }
    }

    /// <summary>The agent forgets whatever was registered with it, as one that is replaced does.</summary>
    public void LoseRegistrations()
    {
        lock (_state.Gate)
        {
            foreach (var instance in _state.Instances.Where(instance => instance.Node == ConsulInstance.AgentNode).ToList())
            {
                _state.Remove(instance.Node, instance.Id);
            }
        }
    }

    public void ResetIndex()
    {
        lock (_state.Gate)
        {
            _state.ResetIndex();
        }
    }

    /// <summary>What the agent has, as it is at this moment.</summary>
    public IReadOnlyList<ConsulInstance> OfAgent()
    {
        lock (_state.Gate)
        {
            _state.LetTimePass();
            return [.. _state.Instances.Where(instance => instance.Node == ConsulInstance.AgentNode)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
