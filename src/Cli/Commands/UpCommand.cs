using System.CommandLine;
using Spectre.Console;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli.Commands;

internal static class UpCommand
{
    private static readonly TimeSpan ReadinessTimeout = TimeSpan.FromSeconds(5);

    public static Command Create(Option<string?> data, Installation? installation)
    {
        var profile = ProfileOption.Create();
        var host = HostOption.Create();
        var keepServers = new Option<bool>("--keep-servers") { Description = "With --profile local: leave the servers running that it started" };
        var noServers = new Option<bool>("--no-servers") { Description = "With --profile local: start no servers, since others run at their ports, such as infra/docker/compose.yaml" };
        var noSamples = new Option<bool>("--no-samples") { Description = "Start no sample services" };
        var functionsPort = Port("--functions-port", UpSettings.DefaultFunctionsPort, "Port of the function app");
        var gatewayPort = Port("--gateway-port", UpSettings.DefaultGatewayPort, "Port of the gateway; cleartext HTTP/2 is on the next one");
        var command = new Command("up", "Run the whole mesh on this machine until Ctrl-C: function app, gateway and sample services.")
        {
            profile, host, keepServers, noServers, noSamples, functionsPort, gatewayPort, data,
        };
        command.SetAction(arguments => RunAsync(
            new UpSettings
            {
                Profile = arguments.GetValue(profile),
                Host = arguments.GetValue(host),
                KeepServers = arguments.GetValue(keepServers),
                NoServers = arguments.GetValue(noServers),
                Samples = !arguments.GetValue(noSamples),
                FunctionsPort = arguments.GetValue(functionsPort),
                GatewayPort = arguments.GetValue(gatewayPort),
                Data = DataDirectory.Choose(arguments.GetValue(data), installation),
            },
            installation ?? throw NotInstalled(),
            arguments.InvocationConfiguration.Output));
        return command;
    }

    internal static CommandFailedException NotInstalled() =>
        new(ExitCode.Failed, "This copy of toska stands outside a clone of Toska Mesh, so there is nothing built to start. Run ./toska in the clone.");

    private static async Task RunAsync(UpSettings settings, Installation installation, TextWriter output)
    {
        var official = settings.Host is FunctionsHost.Func ? OfficialBuild.Find(settings, Environment.GetEnvironmentVariable("PATH") ?? "") : null;
        using var signals = new StopSignals();
        using var held = DataDirectoryLock.Take(settings.Data);
        if (PortCheck.Conflicts(settings) is { Count: > 0 } conflicts)
        {
            throw new CommandFailedException(ExitCode.Failed, string.Join(Environment.NewLine, conflicts));
        }

        if (official is not null)
        {
            await official.PublishAsync(installation, signals.Stop);
        }

        if (settings.Profile is MeshProfile.Local)
        {
            await RunWithServersAsync(settings, installation, official, signals, output);
        }
        else
        {
            await RunMeshAsync(settings, ProfileSettings.Embedded, installation, official, signals, output);
        }
    }

    private static async Task RunWithServersAsync(
        UpSettings settings, Installation installation, OfficialBuild? official, StopSignals signals, TextWriter output)
    {
        var servers = new LocalServers(installation.Servers);
        try
        {
            if (!settings.NoServers)
            {
                await servers.StartAsync(signals.Stop);
            }

            var profile = ProfileSettings.Local(await servers.SettingsAsync(signals.Stop), AdminKey.ReadOrMake(settings.Data), MasterKey.ReadOrMake(settings.Data));
            if (!await Migration.RunAsync(installation, settings.Data, settings.Profile, profile, signals.Stop))
            {
                throw new CommandFailedException(ExitCode.Failed, $"The servers run, but 'migrate' failed; the lines above say why. To begin with empty ones: {installation.Servers} stop, and remove their data.");
            }

            await RunMeshAsync(settings, profile, installation, official, signals, output);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            // Asked to stop before it ran.
        }
        finally
        {
            if (!settings.KeepServers)
            {
                await servers.StopAsync(signals.Kill);
            }
        }
    }

    private static async Task RunMeshAsync(
        UpSettings settings, ProfileSettings profile, Installation installation, OfficialBuild? official, StopSignals signals, TextWriter output)
    {
        using var http = new HttpClient { Timeout = ReadinessTimeout };
        using var guard = Guard.Start();
        await using var view = View(settings, output);
        var context = new LaunchContext(guard, new Readiness(http, TimeProvider.System), new MeshBoard(view), TimeProvider.System);
        var parts = new MeshParts(settings, profile, installation, Dotnet.Path, GatewayKey.ReadOrMake(settings.Data)) { Official = official }.All(SampleKeys.Generate());
        await new MeshRun(parts, settings.Data, settings.Profile, context).RunAsync(signals.Stop, signals.Kill);
    }

    private static IMeshView View(UpSettings settings, TextWriter output)
    {
        var capabilities = AnsiConsole.Profile.Capabilities;
        return capabilities.Ansi && capabilities.Interactive && !Console.IsOutputRedirected
            ? new LiveView(AnsiConsole.Console, settings)
            : new PlainView(output, settings, TimeProvider.System);
    }

    private static Option<int> Port(string name, int value, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value, CustomParser = WholeNumber.Parse };
        option.Validators.Add(result =>
        {
            // Below the last one, since the gateway also takes the next.
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var port) && port is < 1 or > 65534)
            {
                result.AddError($"{name} must be 1 to 65534.");
            }
        });
        return option;
    }
}
