namespace ToskaMesh.Cli.Tests.Commands;

/// <summary>Runs a command line as the program does, and keeps what it wrote.</summary>
internal sealed record Toska(int ExitCode, string Output, string Error)
{
    public static async Task<Toska> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await ToskaCli.RunAsync(arguments, null, output, error);
        return new Toska(exitCode, output.ToString(), error.ToString());
    }
}
