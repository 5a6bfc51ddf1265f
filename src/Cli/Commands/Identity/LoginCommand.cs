using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;
using ToskaMesh.Cli.Sessions;

namespace ToskaMesh.Cli.Commands.Identity;

internal static class LoginCommand
{
    private const string NoAccountHint = " Is there no account yet? 'toska users create-admin' makes the first Admin.";

    public static Command Create(ConnectionOptions connection)
    {
        var person = new PasswordOptions(connection.Surroundings.Terminal);
        var command = new Command("login", "Log in at a mesh; further commands to the same --url act as this person, unless they are given a key.");
        person.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var mesh = connection.Choose(arguments);
            var body = new JsonObject { ["email"] = person.Email(arguments), ["password"] = person.Password(arguments) };
            using var http = mesh.OpenAnonymously();
            var answer = await new MeshApi(http) { UnauthorizedHint = NoAccountHint }.PostAsync("api/Auth/login", body, cancellationToken);
            var session = Session.TryParse(answer?.ToJsonString() ?? "")
                ?? throw new CommandFailedException(ExitCode.Failed, $"{mesh.Url} answered the login with something else: is this the address of a mesh?");
            using (await mesh.Session.LockAsync(connection.Surroundings.Time, cancellationToken))
            {
                mesh.Session.Write(session);
            }

            Answer.Write(arguments, connection, Public(session), Sentence(mesh, session));
        });
        return connection.AddTo(command);
    }

    // Not as the mesh answered it: the tokens are for the file.
    private static JsonObject Public(Session session) => new()
    {
        ["userId"] = session.UserId,
        ["email"] = session.Email,
        ["roles"] = new JsonArray([.. session.Roles.Select(role => JsonValue.Create(role))]),
        ["refreshTokenExpiresAt"] = session.RefreshTokenExpiresAt,
    };

    private static string Sentence(Connection mesh, Session session)
    {
        var until = session.RefreshTokenExpiresAt.ToString("u", CultureInfo.InvariantCulture);
        var unused = !mesh.HasGivenKey ? "" : $"{Environment.NewLine}Commands still use the key that is given by --key or {Connection.KeyVariable}.";
        return $"Logged in at {mesh.Url} as {session.Email} ({string.Join(", ", session.Roles)}), until {until} if it is not used.{unused}";
    }
}
