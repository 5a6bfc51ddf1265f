using System.Diagnostics;

namespace ToskaMesh.Cli.Launch;

/// <summary>Has the function app prepare its stores, since what is in them is its own.</summary>
internal static class Migration
{
    /// <returns>Whether it could; why not is on the standard error.</returns>
    public static async Task<bool> RunAsync(
        Installation installation, DataDirectory data, MeshProfile profile, ProfileSettings settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Dotnet.Path, [installation.Functions, "migrate"]);
        foreach (var (name, value) in settings.Functions)
        {
            start.Environment[name] = value;
        }

        start.Environment["Mesh__DataDirectory"] = data.Parts(profile);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }
}
