using System.Diagnostics;

namespace ToskaMesh.Cli.Launch;

/// <summary>The function app against Microsoft's packages, and the Core Tools that run it.</summary>
/// <param name="Func">The program <c>func</c>.</param>
/// <param name="Folder">Where the published app lies: what the host takes for its root.</param>
internal sealed record OfficialBuild(string Func, string Folder)
{
    private const string Tools = "func";

    /// <summary>Says what is missing before anything is started or built.</summary>
    /// <param name="searched">The folders of the variable PATH.</param>
    /// <exception cref="CommandFailedException">It cannot run here, or not in this profile.</exception>
    public static OfficialBuild Find(UpSettings settings, string searched)
    {
        if (settings.Profile is not MeshProfile.Local)
        {
            throw new CommandFailedException(
                ExitCode.Usage, "--host func needs --profile local: the genuine host keeps timers and orchestrations in a storage account, which Azurite stands in for.");
        }

        var func = searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, Tools)).FirstOrDefault(File.Exists)
            ?? throw new CommandFailedException(
                ExitCode.Failed, "--host func needs Azure Functions Core Tools 4, whose program func is not on the PATH: https://learn.microsoft.com/azure/azure-functions/functions-run-local");
        return new OfficialBuild(func, Path.Combine(settings.Data.Parts(settings.Profile), "official", "app"));
    }

    /// <summary>Publishes it, apart from what the default build left, since the two share a project file.</summary>
    /// <exception cref="CommandFailedException">It could not be built; why is on the standard error.</exception>
    public async Task PublishAsync(Installation installation, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Dotnet.Path, PublishArguments(installation)) { Environment = { ["DOTNET_NOLOGO"] = "1" } };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "The official build failed; the lines above say why. It needs the packages Microsoft.Azure.Functions.Worker.*, which not every registry serves.");
        }
    }

    internal IReadOnlyList<string> PublishArguments(Installation installation) =>
    [
        "publish", Path.Combine(installation.Root, "src", "Functions"), "-c", "Release", "-v", "q", "-p:FunctionsSdk=Azure",
        "--artifacts-path", Path.Combine(Path.GetDirectoryName(Folder)!, "build"), "-o", Folder,
    ];
}
