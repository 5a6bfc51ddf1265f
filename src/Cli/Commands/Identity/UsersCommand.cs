using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Identity;

/// <summary>What an Admin does with people's accounts.</summary>
internal static class UsersCommand
{
    private const string Path = "api/Auth/users";

    private static readonly string[] Headers = ["ID", "EMAIL", "NAME", "ROLES", "ACTIVE", "CONFIRMED"];

    public static Command Create(ConnectionOptions connection) =>
        new("users", "People's accounts: list, change, disable and delete them, and make the first one.")
        {
            List(connection),
            Show(connection),
            Roles(connection),
            Change(connection, "disable", "Keep a person out and end their sessions; nothing is lost.", "is disabled; their sessions have ended."),
            Change(connection, "enable", "Let a disabled person in again.", "is enabled."),
            Change(connection, "unlock", "Let a person try again who gave too many wrong passwords.", "may try again."),
            Delete(connection),
            CreateAdminCommand.Create(connection),
        };

    private static Command List(ConnectionOptions connection)
    {
        var search = new Option<string?>("--search") { Description = "Only those whose address or name contains this", HelpName = "TEXT" };
        var command = new Command("list", "List accounts.") { search };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var users = await new MeshApi(http).ListAsync(Query(arguments.GetValue(search)), cancellationToken);
            Answer.Write(arguments, connection, users, () => Headers, Row);
        });
        return connection.AddTo(command);
    }

    private static Command Show(ConnectionOptions connection)
    {
        var user = UserArgument();
        var command = new Command("show", "Show an account.") { user };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var account = await mesh.GetAsync(await PathAsync(mesh, arguments.GetRequiredValue(user), cancellationToken), cancellationToken);
            Answer.Write(arguments, connection, account, string.Join(Environment.NewLine, Lines(account ?? new JsonObject())));
        });
        return connection.AddTo(command);
    }

    private static Command Roles(ConnectionOptions connection)
    {
        var user = UserArgument();
        var roles = new Argument<string[]>("roles") { Description = "All the roles that it has from now on: User, or User and Admin", Arity = ArgumentArity.OneOrMore };
        var command = new Command("roles", "Change what a person may do; their sessions end.") { user, roles };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var names = arguments.GetRequiredValue(roles);
            var body = new JsonObject { ["roles"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };
            var who = arguments.GetRequiredValue(user);
            var answer = await mesh.PutAsync($"{await PathAsync(mesh, who, cancellationToken)}/roles", body, cancellationToken);
            Answer.Write(arguments, connection, answer, $"{who} has the roles {string.Join(", ", names)}; their sessions have ended.");
        });
        return connection.AddTo(command);
    }

    private static Command Change(ConnectionOptions connection, string verb, string description, string done)
    {
        var user = UserArgument();
        var command = new Command(verb, description) { user };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var who = arguments.GetRequiredValue(user);
            var answer = await mesh.PostAsync($"{await PathAsync(mesh, who, cancellationToken)}/{verb}", null, cancellationToken);
            Answer.Write(arguments, connection, answer, $"{who} {done}");
        });
        return connection.AddTo(command);
    }

    private static Command Delete(ConnectionOptions connection)
    {
        var user = UserArgument();
        var command = new Command("delete", "Delete an account for good, and end its sessions.") { user };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var who = arguments.GetRequiredValue(user);
            var answer = await mesh.DeleteAsync(await PathAsync(mesh, who, cancellationToken), cancellationToken);
            Answer.Write(arguments, connection, answer, $"{who} is deleted.");
        });
        return connection.AddTo(command);
    }

    private static Argument<string> UserArgument() => new("user") { Description = "Id or e-mail address of the account" };

    private static string Query(string? search) => search is null ? Path : $"{Path}?search={Uri.EscapeDataString(search)}";

    /// <summary>The mesh goes by ids, people by addresses; no id has an @.</summary>
    private static async Task<string> PathAsync(MeshApi mesh, string user, CancellationToken cancellationToken)
    {
        var id = user.Contains('@', StringComparison.Ordinal) ? await IdAsync(mesh, user, cancellationToken) : user;
        return $"{Path}/{Uri.EscapeDataString(id)}";
    }

    private static async Task<string> IdAsync(MeshApi mesh, string email, CancellationToken cancellationToken)
    {
        var found = await mesh.ListAsync(Query(email), cancellationToken);
        var user = found.FirstOrDefault(user => Field.Of(user, "email").Equals(email, StringComparison.OrdinalIgnoreCase));
        return user is not null ? Field.Of(user, "id") : throw new CommandFailedException(ExitCode.NotFound, $"Nobody here has the address {email}.");
    }

    private static string[] Row(JsonNode user) =>
    [
        Field.Of(user, "id"), Field.Of(user, "email"), Field.Of(user, "fullName"), Field.Of(user, "roles"),
        Field.Of(user, "isActive"), Field.Of(user, "emailConfirmed"),
    ];

    private static IEnumerable<string> Lines(JsonNode account) =>
        account.AsObject().Select(field => $"{field.Key}: {Field.Of(account, field.Key)}");
}
