using System.CommandLine;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Commands;

/// <summary>What runs the function app.</summary>
internal static class HostOption
{
    public static Option<FunctionsHost> Create() => new("--host")
    {
        Description = "emulator needs nothing; func is the official build under Azure Functions Core Tools, with --profile local",
        HelpName = "emulator|func",
        DefaultValueFactory = _ => FunctionsHost.Emulator,
        CustomParser = result =>
        {
            switch (result.Tokens[0].Value)
            {
                case "emulator":
                    return FunctionsHost.Emulator;
                case "func":
                    return FunctionsHost.Func;
                default:
                    result.AddError("--host must be emulator or func.");
                    return default;
            }
        },
    };
}
