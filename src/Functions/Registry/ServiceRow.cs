using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Registry;

/// <summary><see cref="RegisteredService"/> as it is stored.</summary>
internal sealed class ServiceRow
{
    public required string Name { get; init; }

    public AccessPolicy Access { get; set; }

    /// <summary>A JSON object; null asks for nothing.</summary>
    public string? Requires { get; set; }

    public bool PassAuthorization { get; set; }

    public LoadBalancing LoadBalancing { get; set; }

    public TimeSpan? Timeout { get; set; }

    /// <summary>A JSON object.</summary>
    public string? RateLimit { get; set; }

    public DateTimeOffset? ProtectedSince { get; set; }

    public static ServiceRow From(RegisteredService service)
    {
        var row = new ServiceRow { Name = service.Name.Value };
        row.Apply(service);
        return row;
    }

    public void Apply(RegisteredService service)
    {
        (Access, LoadBalancing, Timeout, ProtectedSince) = (service.Access, service.LoadBalancing, service.Timeout, service.ProtectedSince);
        PassAuthorization = service.PassAuthorization;
        Requires = RowJson.Write(service.Requires);
        RateLimit = RowJson.Write(service.RateLimit);
    }

    public RegisteredService ToService() => new()
    {
        Name = ServiceName.Parse(Name),
        Access = Access,
        Requires = RowJson.ReadRequirements(Requires),
        PassAuthorization = PassAuthorization,
        LoadBalancing = LoadBalancing,
        Timeout = Timeout,
        RateLimit = RowJson.ReadRateLimit(RateLimit),
        ProtectedSince = ProtectedSince,
    };
}
