using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads the body with which an instance reports its own health.</summary>
public static class HealthReportParser
{
    public static Parsed<HealthReport> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    private static HealthReport? Read(JsonFields fields)
    {
        var status = fields.Required("status")?.Enumeration<HealthStatus>();
        var output = fields.Optional("output")?.Text(0, RegistrationLimits.OutputLength, multiline: true);
        if (status is HealthStatus.Unknown)
        {
            fields.Fault("status", "must be healthy, degraded or unhealthy: whoever reports knows");
        }

        return status is { } known ? new HealthReport(known, output) : null;
    }
}
