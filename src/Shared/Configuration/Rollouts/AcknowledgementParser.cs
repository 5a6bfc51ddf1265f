using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Reads the body by which an instance says which version it runs, or cannot: <c>instanceId</c>, <c>name</c>, <c>environment</c>, <c>version</c>, <c>applied</c>, <c>error</c>.</summary>
public static class AcknowledgementParser
{
    public static Parsed<AcknowledgementOrder> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, fields =>
    {
        var instance = fields.Required("instanceId")?.As<InstanceId>(InstanceId.TryParse, InstanceId.Rule);
        var name = fields.Required("name")?.As<ConfigurationName>(ConfigurationName.TryParse, ConfigurationName.Rule);
        var environment = fields.Optional("environment") is { } field
            ? field.As<EnvironmentName>(EnvironmentName.TryParse, EnvironmentName.Rule)
            : EnvironmentName.Default;
        var version = fields.Required("version")?.Long(1, long.MaxValue);
        var applied = fields.Required("applied")?.Boolean();
        var error = fields.Optional("error")?.Text(1, RolloutLimits.ErrorLength, multiline: true);
        if (applied is true && error is not null)
        {
            fields.Fault("error", "has no meaning where it was applied");
        }

        return instance is null || name is null || environment is null || version is null || applied is null
            ? null
            : new AcknowledgementOrder(instance, new ConfigurationKey(name, environment), version.Value, applied.Value, error);
    });
}
