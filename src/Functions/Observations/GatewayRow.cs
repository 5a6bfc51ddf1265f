using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Observations;

/// <summary><see cref="SeenGateway"/> as it is stored.</summary>
internal sealed class GatewayRow
{
    public required string Id { get; init; }

    public GatewayMode? Mode { get; set; }

    public DateTimeOffset LastSeen { get; set; }

    /// <summary>JSON.</summary>
    public string Documents { get; set; } = "[]";

    public void Apply(SeenGateway gateway) =>
        (Mode, LastSeen, Documents) = (gateway.Mode, gateway.LastSeen, GatewayReportJson.SerializeDocuments(gateway.Documents));

    public SeenGateway ToGateway() => new()
    {
        Id = InstanceId.Parse(Id),
        Mode = Mode,
        LastSeen = LastSeen,
        Documents = GatewayReportJson.ReadDocuments(Documents),
    };
}
