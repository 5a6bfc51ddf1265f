using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ToskaMesh.Samples.Inventory;

/// <summary>The stock of this instance, or an instance whose stock is out of reach, for the mesh to route around.</summary>
internal sealed class Warehouse(IConfiguration configuration) : IHealthCheck
{
    private static readonly Dictionary<string, int> Stock = new() { ["coffee"] = 120, ["tea"] = 80, ["cups"] = 0 };

    private readonly bool _fails = configuration.GetValue<bool>("Fail");

    public IResult Read() => _fails
        ? Results.Problem("The warehouse cannot be reached.", statusCode: StatusCodes.Status500InternalServerError)
        : Results.Ok(Stock);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_fails
            ? HealthCheckResult.Unhealthy("the warehouse cannot be reached (this sample fails on purpose)")
            : HealthCheckResult.Healthy());
}
