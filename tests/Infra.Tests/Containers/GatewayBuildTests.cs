using System.Runtime.InteropServices;
using ToskaMesh.Testing;

namespace ToskaMesh.Infra.Tests.Containers;

/// <summary>
/// What the gateway's build stage does, without an engine: in a folder that has only what was copied so far, its commands as
/// they stand there. The function app's would need Microsoft's packages.
/// </summary>
public sealed class GatewayBuildTests
{
    [Fact]
    public async Task BuildStage_OfWhatItCopies_MakesTheGateway()
    {
        using var root = new TemporaryDirectory();
        var (source, made) = (Path.Combine(root.Path, "source"), Path.Combine(root.Path, "app"));
        Directory.CreateDirectory(source);
        foreach (var (name, arguments) in Dockerfile.Read("Gateway").Instructions.Skip(1).TakeWhile(item => item.Name != "FROM"))
        {
            if (name == "COPY")
            {
                var words = arguments.Split(' ');
                Array.ForEach(words[..^1], from => Copy(from, Path.Combine(source, words[^1].EndsWith('/') && !from.EndsWith('/') ? words[^1] + Path.GetFileName(from) : words[^1])));
            }
            else if (name == "RUN")
            {
                var command = arguments.Replace("$TARGETARCH", RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "amd64", StringComparison.Ordinal)
                    .Replace(" /app", $" {made}", StringComparison.Ordinal).Replace(" /data", $" {Path.Combine(root.Path, "data")}", StringComparison.Ordinal);
                var run = await ProgramRun.OfAsync("sh", ["-c", $"cd {source} && {command}"], new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" });
                Assert.True(run.ExitCode == 0, $"{command}\n{run.All}");
            }
        }

        Assert.True(File.Exists(Path.Combine(made, "ToskaMesh.Gateway.dll")));
        Assert.True(Directory.Exists(Path.Combine(root.Path, "data")));
    }

    // What .dockerignore leaves of a folder, as far as this clone has more: nothing that was built.
    private static void Copy(string from, string to)
    {
        var path = Repository.File(from.TrimEnd('/'));
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(path, to, overwrite: true);
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(path).Where(entry => Path.GetFileName(entry) is not ("bin" or "obj")))
        {
            Copy(Path.GetRelativePath(Repository.Root, entry), Path.Combine(to, Path.GetFileName(entry)));
        }
    }
}
