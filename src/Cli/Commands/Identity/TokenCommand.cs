using System.CommandLine;
using ToskaMesh.Cli.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Cli.Commands.Identity;

internal static class TokenCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var audience = new Option<string>("--audience")
        {
            Description = $"For whom: {Audiences.ControlPlane} is the control plane, {Audiences.Services} the services behind a gateway",
            HelpName = "AUDIENCE",
            DefaultValueFactory = _ => Audiences.ControlPlane,
        };
        var command = new Command("token", "Print an access token of the login, for programs that send it themselves. It is a secret for ten minutes.") { audience };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var mesh = connection.Choose(arguments);
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
            using var http = new HttpMessageInvoker(handler);
            var tokens = new SessionTokens(mesh.Session, mesh.Url, http, connection.Surroundings.Time);
            var wanted = arguments.GetRequiredValue(audience);
            var token = wanted == Audiences.ControlPlane
                ? await tokens.CurrentAsync(refused: null, cancellationToken)
                : await tokens.ForAsync(wanted, cancellationToken);
            await arguments.InvocationConfiguration.Output.WriteLineAsync(token);
        });
        return connection.AddTo(command);
    }
}
