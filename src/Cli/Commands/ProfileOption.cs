using System.CommandLine;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Commands;

/// <summary>With what adapters a mesh on this machine runs.</summary>
internal static class ProfileOption
{
    public static Option<MeshProfile> Create()
    {
        var option = new Option<MeshProfile>("--profile")
        {
            Description = "embedded needs no server; local is PostgreSQL, Redis, RabbitMQ and Azurite by scripts/servers.sh",
            HelpName = "embedded|local",
            DefaultValueFactory = _ => MeshProfile.Embedded,
            CustomParser = result =>
            {
                switch (result.Tokens[0].Value)
                {
                    case "embedded":
                        return MeshProfile.Embedded;
                    case "local":
                        return MeshProfile.Local;
                    default:
                        result.AddError("--profile must be embedded or local.");
                        return default;
                }
            },
        };
        return option;
    }
}
