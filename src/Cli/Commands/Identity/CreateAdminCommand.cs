using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Identity;

/// <summary>Before there is an Admin, whoever holds the mesh's bootstrap secret becomes the first.</summary>
internal static class CreateAdminCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var person = new PasswordOptions(connection.Surroundings.Terminal);
        var secretFile = new Option<string?>("--bootstrap-secret-file")
        {
            Description = "File with the bootstrap secret [default: bootstrap-secret in the data directory]",
            HelpName = "FILE",
        };
        var name = new Option<string?>("--name") { Description = "Full name [default: the e-mail address]", HelpName = "NAME" };
        var profile = ProfileOption.Create();
        var command = new Command("create-admin", "Make the first Admin's account, once, with the mesh's bootstrap secret.") { name, secretFile, profile };
        person.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var secret = Read(arguments.GetValue(secretFile) ?? connection.Data(arguments).BootstrapSecretFile(arguments.GetValue(profile)));
            var email = person.Email(arguments);
            var body = new JsonObject
            {
                ["email"] = email,
                ["password"] = person.NewPassword(arguments),
                ["fullName"] = arguments.GetValue(name) ?? email,
                ["bootstrapSecret"] = secret,
            };
            using var http = connection.Choose(arguments).OpenAnonymously();
            var answer = await new MeshApi(http) { UnauthorizedHint = "" }.PostAsync("api/Auth/register", body, cancellationToken);
            Answer.Write(arguments, connection, answer, $"{email} is the first Admin. Log in: toska login --email {email}");
        });
        return connection.AddTo(command);
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(
                ExitCode.NotFound,
                $"{path} is not there: either there is an Admin already, who makes others with 'toska users roles', or the mesh runs elsewhere: name its folder with --data and --profile, or the file with --bootstrap-secret-file.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(
                ExitCode.Failed, $"The bootstrap secret cannot be read: {error.Message}");
        }
    }
}
