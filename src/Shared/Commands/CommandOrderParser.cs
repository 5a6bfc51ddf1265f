using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Commands;

/// <summary>Reads the body that asks for a command.</summary>
public static class CommandOrderParser
{
    private const string All = "all";
    private const string One = "one";

    public static Parsed<CommandOrder> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    private static CommandOrder? Read(JsonFields fields)
    {
        var name = fields.Required("command")?.Text(1, CommandLimits.NameLength);
        var arguments = fields.Optional("arguments")?.Raw(CommandLimits.Payload);
        var timeout = fields.Optional("timeout")?.Duration(CommandLimits.ShortestTimeout, CommandLimits.LongestTimeout) ?? CommandLimits.DefaultTimeout;
        var instance = fields.Optional("instance")?.As<InstanceId>(InstanceId.TryParse, $"must be one, all, or an instance id, which {InstanceId.Rule}");
        return name is null ? null : new CommandOrder(name, arguments, timeout, instance?.Value is All, instance?.Value is All or One ? null : instance);
    }
}
