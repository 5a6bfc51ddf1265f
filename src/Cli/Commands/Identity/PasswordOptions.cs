using System.CommandLine;
using ToskaMesh.Cli.View;

namespace ToskaMesh.Cli.Commands.Identity;

/// <summary>Who somebody is, and the password that never stands on a command line, where every process could read it.</summary>
internal sealed class PasswordOptions(ITerminal terminal)
{
    private const int Longest = 4096;

    private readonly Option<string?> _email = new("--email") { Description = "E-mail address of the account [default: it is asked for]", HelpName = "ADDRESS" };

    private readonly Option<bool> _standardInput = new("--password-stdin") { Description = "Read the password from standard input, for scripts" };

    public void AddTo(Command command)
    {
        command.Options.Add(_email);
        command.Options.Add(_standardInput);
    }

    public string Email(ParseResult arguments) =>
        arguments.GetValue(_email) ?? (terminal.CanAsk ? terminal.Ask("E-mail") : throw Missing("Name the account with --email."));

    /// <summary>A line break at its end is not part of it; all else is.</summary>
    public string Password(ParseResult arguments, string question = "Password")
    {
        if (arguments.GetValue(_standardInput))
        {
            return ReadInput();
        }

        return terminal.CanAsk ? terminal.AskSecret(question) : throw Missing("Nobody can be asked for the password here: give it with --password-stdin.");
    }

    /// <summary>Asks twice, since nobody sees what they type.</summary>
    public string NewPassword(ParseResult arguments)
    {
        var password = Password(arguments);
        return arguments.GetValue(_standardInput) || terminal.AskSecret("The same again") == password
            ? password
            : throw new CommandFailedException(ExitCode.Failed, "The two passwords differ; nothing was done.");
    }

    private static CommandFailedException Missing(string remedy) => new(ExitCode.Usage, remedy);

    private string ReadInput()
    {
        var buffer = new char[Longest];
        var password = new string(buffer, 0, terminal.Input.ReadBlock(buffer));
        return password.EndsWith("\r\n", StringComparison.Ordinal) ? password[..^2] : password.EndsWith('\n') ? password[..^1] : password;
    }
}
