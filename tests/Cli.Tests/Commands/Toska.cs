using ToskaMesh.Cli.Sessions;

namespace ToskaMesh.Cli.Tests.Commands;

/// <summary>Runs a command line as the program does, and keeps what it wrote.</summary>
internal sealed record Toska(int ExitCode, string Output, string Error)
{
    /// <summary>Of somebody who never logged in, and whom nobody can ask.</summary>
    public static Surroundings Nobody { get; } =
        new(new SessionFolder(Path.Combine(Path.GetTempPath(), "toska-nobody")), new ScriptedTerminal(), TimeProvider.System);

    public static Task<Toska> RunAsync(params string[] arguments) => RunAsync(Nobody, arguments);

    public static async Task<Toska> RunAsync(Surroundings surroundings, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await ToskaCli.RunAsync(arguments, null, surroundings, output, error);
        return new Toska(exitCode, output.ToString(), error.ToString());
    }
}
