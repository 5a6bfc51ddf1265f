using Consul;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.CatalogSync;
using HealthStatus = ToskaMesh.Shared.Registry.HealthStatus;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>The agent with which the mesh's instances are registered.</summary>
internal sealed class ConsulAgent(IConsulClient consul, IOptions<ConsulOptions> options, IOptions<MeshOptions> mesh)
{
    // For what no control plane keeps any more. Far beyond the time to live, and below an hour, which the package writes rightly.
    private static readonly TimeSpan RemoveAfter = TimeSpan.FromMinutes(59);

    public TimeSpan Ttl { get; } = options.Value.TtlFor(mesh.Value.Mode);

    public async Task<IReadOnlyList<ExportedInstance>> ReadAsync(ConsulExportRules rules, CancellationToken cancellationToken)
    {
        var services = await consul.Agent.Services(cancellationToken);
        var checks = await consul.Agent.Checks(cancellationToken);
        if (services.Response is null || checks.Response is null)
        {
            throw new ConsulReadException("Consul knows no agent at this address.");
        }

        return [.. services.Response.Values.Where(service => rules.IsOwn(service.Meta)).Select(service => Describe(service, checks.Response))];
    }

    public async Task RegisterAsync(ExportedInstance instance, CancellationToken cancellationToken)
    {
        await consul.Agent.ServiceRegister(Describe(instance), replaceExistingChecks: true, cancellationToken);
        if (instance.Output.Length > 0)
        {
            // A registration takes a status, but no words.
            await ReportAsync(instance, cancellationToken);
        }
    }

    /// <summary>A check that the agent lost is not noticed here: the next reading shows it.</summary>
    public Task ReportAsync(ExportedInstance instance, CancellationToken cancellationToken) =>
        consul.Agent.UpdateTTL(instance.Id, instance.Output, ConsulEntries.TtlOf(StatusOf(instance)), cancellationToken);

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => consul.Agent.ServiceDeregister(id, cancellationToken);

    private AgentServiceRegistration Describe(ExportedInstance instance) => new()
    {
        ID = instance.Id,
        Name = instance.Service,
        Address = instance.Address,
        Port = instance.Port,
        Tags = [.. instance.Tags],
        Meta = new Dictionary<string, string>(instance.Metadata),
        Check = new AgentServiceCheck
        {
            CheckID = instance.Id,
            Name = "Toska Mesh",
            Notes = "Kept by the control plane, which watches the instance.",
            TTL = Ttl,
            Status = ConsulEntries.CheckOf(StatusOf(instance)),
            DeregisterCriticalServiceAfter = RemoveAfter,
        },
    };

    private static HealthStatus StatusOf(ExportedInstance instance) => instance.Status ?? HealthStatus.Unhealthy;

    private static ExportedInstance Describe(AgentService service, Dictionary<string, AgentCheck> checks) => new()
    {
        Id = service.ID,
        Service = service.Service,
        Address = service.Address ?? "",
        Port = service.Port,
        Tags = service.Tags ?? [],
        Metadata = new Dictionary<string, string>(service.Meta),
        Status = checks.TryGetValue(service.ID, out var check) ? ConsulEntries.StatusOf(check.Status) : null,
    };
}
