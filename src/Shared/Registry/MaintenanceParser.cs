using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads the body <c>{"enabled": true, "reason": "..."}</c>.</summary>
public static class MaintenanceParser
{
    public static Parsed<Maintenance> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    private static Maintenance? Read(JsonFields fields)
    {
        var enabled = fields.Required("enabled")?.Boolean();
        var reason = fields.Optional("reason")?.Text(0, RegistrationLimits.ReasonLength);
        if (enabled is false && reason is not null)
        {
            fields.Fault("reason", "has no meaning when maintenance ends");
        }

        return enabled is { } on ? new Maintenance(on ? reason ?? "" : null) : null;
    }
}
