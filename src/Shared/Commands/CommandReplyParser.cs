using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Commands;

/// <summary>Reads the body with which an instance answers a command.</summary>
public static class CommandReplyParser
{
    public static Parsed<CommandReply> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    private static CommandReply? Read(JsonFields fields)
    {
        var instance = fields.Required("serviceId")?.As<InstanceId>(InstanceId.TryParse, InstanceId.Rule);
        var succeeded = fields.Required("succeeded")?.Boolean();
        var result = fields.Optional("result")?.Raw(CommandLimits.Payload);
        var error = fields.Optional("error")?.Text(1, CommandLimits.ErrorLength, multiline: true);
        if (succeeded is true && error is not null)
        {
            fields.Fault("error", "has no meaning where the command succeeded");
        }

        return instance is null || succeeded is null ? null : new CommandReply(instance, succeeded.Value, result, error);
    }
}
