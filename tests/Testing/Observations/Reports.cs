using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Testing.Observations;

/// <summary>Short ways to say what a gateway reports.</summary>
public static class Reports
{
    public static GatewayReport From(string gateway, params IReadOnlyList<InstanceObservation> instances) =>
        new() { Gateway = InstanceId.Parse(gateway), Instances = instances };

    public static InstanceObservation Changed(string instance, ObservedState state, string? output = null) =>
        new(ServiceName.Parse("orders"), InstanceId.Parse(instance), state, output, null);

    public static InstanceObservation Counted(string instance, DateTimeOffset start, TimeSpan length, RequestFigures figures, string service = "orders", long mark = 0) =>
        new(ServiceName.Parse(service), InstanceId.Parse(instance), null, null, new WindowFigures(start, start + length, figures) { Mark = mark });

    public static FollowedDocument Applied(long epoch, long version, DateTimeOffset at, RejectedDocument? rejected = null, string name = DocumentNames.RouteTable) =>
        new(name, new AppliedDocument(epoch, version, at), rejected);
}
