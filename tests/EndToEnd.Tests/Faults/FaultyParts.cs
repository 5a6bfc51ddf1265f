using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.EndToEnd.Tests.Faults;

/// <summary>Does to any part of a mesh what may happen to it.</summary>
internal sealed class FaultyParts(Mesh mesh, LocalServers servers)
{
    /// <param name="meanwhile">While the part is away.</param>
    public async Task InflictAsync(MeshPart part, Fault fault, Func<Task> meanwhile)
    {
        switch (fault)
        {
            case Fault.Killed:
                await KillAsync(part);
                await meanwhile();
                await StartAsync(part);
                break;
            case Fault.Paused:
                Pause(part);
                try
                {
                    await meanwhile();
                }
                finally
                {
                    // Other tests use it, too.
                    Resume(part);
                }

                break;
            case Fault.Restarted:
                await StopAsync(part);
                await StartAsync(part);
                break;
        }
    }

    private Task KillAsync(MeshPart part) => part switch
    {
        MeshPart.FunctionApp => mesh.Functions!.KillAsync(),
        MeshPart.Gateway => mesh.Gateway!.KillAsync(),
        _ => Server(part).KillAsync(),
    };

    private Task StopAsync(MeshPart part) => part switch
    {
        MeshPart.FunctionApp => mesh.StopFunctionsAsync(),
        MeshPart.Gateway => mesh.StopGatewayAsync(),
        _ => Server(part).StopAsync(),
    };

    private Task StartAsync(MeshPart part) => part switch
    {
        MeshPart.FunctionApp => mesh.StartFunctionsAsync(),
        MeshPart.Gateway => mesh.StartGatewayAsync(),
        _ => Server(part).RestartAsync(),
    };

    private void Pause(MeshPart part)
    {
        if (Own(part) is { } process)
        {
            process.Pause();
        }
        else
        {
            Server(part).Pause();
        }
    }

    private void Resume(MeshPart part)
    {
        if (Own(part) is { } process)
        {
            process.Resume();
        }
        else
        {
            Server(part).Resume();
        }
    }

    private Testing.Processes.ChildProcess? Own(MeshPart part) => part switch
    {
        MeshPart.FunctionApp => mesh.Functions,
        MeshPart.Gateway => mesh.Gateway,
        _ => null,
    };

    private ServerProcess Server(MeshPart part) => part switch
    {
        MeshPart.PostgreSql => servers.Postgres,
        MeshPart.Redis => servers.Redis,
        MeshPart.RabbitMq => servers.RabbitMq,
        MeshPart.Azurite => servers.Azurite,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "No server."),
    };
}
