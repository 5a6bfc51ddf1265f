using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Observations;

/// <summary>Reads a gateway's report.</summary>
public static class GatewayReportParser
{
    private const string NameRule = "must be the name of a published document: " + DocumentNames.RouteTable + " or " + DocumentNames.Credentials;

    public static Parsed<GatewayReport> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    private static GatewayReport? Read(JsonFields fields)
    {
        var gateway = fields.Required("gateway")?.As<InstanceId>(InstanceId.TryParse, InstanceId.Rule);
        var mode = fields.Optional("mode")?.Enumeration<GatewayMode>();
        var documents = fields.Optional("documents")?.Items(2, document => document.Object(ReadDocument)) ?? [];
        var instances = fields.Optional("instances")?.Items(ObservationLimits.Entries, instance => instance.Object(ReadInstance)) ?? [];
        if (documents.DistinctBy(document => document.Name).Count() < documents.Count)
        {
            fields.Fault("documents", "must have each name once");
        }

        if (instances.DistinctBy(instance => (instance.ServiceId, instance.Window?.Mark, instance.Window?.Start)).Count() < instances.Count)
        {
            fields.Fault("instances", "must have each serviceId once, or each time with another mark or windowStart");
        }

        var routes = fields.Optional("routes")?.Items(ObservationLimits.Routes, route => route.Object(ReadRoute)) ?? [];
        if (routes.DistinctBy(route => (route.Route, route.Version, route.Window.Mark, route.Window.Start)).Count() < routes.Count)
        {
            fields.Fault("routes", "must have each version once, or each time with another mark or windowStart");
        }

        return gateway is null
            ? null
            : new GatewayReport { Gateway = gateway, Mode = mode, Documents = documents, Instances = instances, Routes = routes };
    }

    private static FollowedDocument? ReadDocument(JsonFields fields)
    {
        var name = fields.Required("name")?.As<string>(TryName, NameRule);
        var applied = fields.Optional("applied")?.Object(ReadApplied);
        var rejected = fields.Optional("rejected")?.Object(ReadRejected);
        return name is null ? null : new FollowedDocument(name, applied, rejected);
    }

    private static AppliedDocument? ReadApplied(JsonFields fields)
    {
        var epoch = fields.Required("epoch")?.Long(1, long.MaxValue);
        var version = fields.Required("version")?.Long(1, long.MaxValue);
        var at = fields.Required("at")?.Moment();
        return epoch is null || version is null || at is null ? null : new AppliedDocument(epoch.Value, version.Value, at.Value);
    }

    private static RejectedDocument? ReadRejected(JsonFields fields)
    {
        var reason = fields.Required("reason")?.Text(1, ObservationLimits.ReasonLength);
        var errors = fields.Optional("errors")?.Items(ObservationLimits.Errors, error => error.Text(1, ObservationLimits.ErrorLength, multiline: true)) ?? [];
        var at = fields.Required("at")?.Moment();
        return reason is null || at is null ? null : new RejectedDocument(reason, errors, at.Value);
    }

    private static InstanceObservation? ReadInstance(JsonFields fields)
    {
        var service = fields.Required("serviceName")?.As<ServiceName>(ServiceName.TryParse, ServiceName.Rule);
        var instance = fields.Required("serviceId")?.As<InstanceId>(InstanceId.TryParse, InstanceId.Rule);
        var state = fields.Optional("state");
        var observed = state?.Enumeration<ObservedState>();
        var output = fields.Optional("output")?.Text(1, ObservationLimits.Output, multiline: true);
        if (output is not null && state is null)
        {
            fields.Fault("output", "has no meaning without a state");
        }

        var window = ReadWindow(fields);
        return service is null || instance is null ? null : new InstanceObservation(service, instance, observed, output, window);
    }

    private static RouteObservation? ReadRoute(JsonFields fields)
    {
        var route = fields.Required("route")?.As<ConfigurationName>(ConfigurationName.TryParse, ConfigurationName.Rule);
        var version = fields.Required("version")?.Long(1, long.MaxValue);
        if (!fields.Has("requests"))
        {
            fields.Required("requests");
        }

        var window = ReadWindow(fields);
        return route is null || version is null || window is null ? null : new RouteObservation(route, version.Value, window);
    }

    private static WindowFigures? ReadWindow(JsonFields fields)
    {
        if (fields.Optional("requests") is not { } counted)
        {
            fields.Refuse("has no meaning without requests", "mark", "failures", "serverErrors", "windowStart", "windowEnd");
            return null;
        }

        var requests = counted.Long(1, ObservationLimits.Requests);
        var failures = fields.Optional("failures")?.Long(0, ObservationLimits.Requests) ?? 0;
        var serverErrors = fields.Optional("serverErrors")?.Long(0, ObservationLimits.Requests) ?? 0;
        var mark = fields.Optional("mark")?.Long(0, long.MaxValue) ?? 0;
        var start = fields.Required("windowStart")?.Moment();
        var end = fields.Required("windowEnd")?.Moment();
        if (end <= start)
        {
            fields.Fault("windowEnd", "must be later than windowStart");
        }

        return requests is null || start is null || end is null
            ? null
            : new WindowFigures(start.Value, end.Value, new RequestFigures(requests.Value, failures, serverErrors)) { Mark = mark };
    }

    private static bool TryName(string text, out string? name)
    {
        name = text is DocumentNames.RouteTable or DocumentNames.Credentials ? text : null;
        return name is not null;
    }
}
