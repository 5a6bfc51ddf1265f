using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

/// <summary>What <c>--host func</c> starts; that the genuine host runs it cannot be tested where there is none.</summary>
public sealed class OfficialBuildTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_ToolsOnThePath_AreRunWhereTheAppIsPublished()
    {
        File.WriteAllText(_folder.File("func"), "");

        var official = OfficialBuild.Find(Settings(MeshProfile.Local), $"/nowhere:{_folder.Path}");

        Assert.Equal(_folder.File("func"), official.Func);
        var publish = official.PublishArguments(new Installation("/clone", "Release"));
        Assert.Contains("-p:FunctionsSdk=Azure", publish);
        Assert.Equal(official.Folder, publish[^1]);

        // Apart from the default build's own intermediate files, in the same data directory.
        Assert.All([official.Folder, publish[publish.ToList().IndexOf("--artifacts-path") + 1]], path => Assert.StartsWith(_folder.Path, path, StringComparison.Ordinal));
    }

    [Fact]
    public void Find_WithoutTools_SaysWhatIsMissing() => Assert.Contains(
        "func is not on the PATH",
        Assert.Throws<CommandFailedException>(() => OfficialBuild.Find(Settings(MeshProfile.Local), "/nowhere")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Find_InTheEmbeddedProfile_IsRefused() => Assert.Contains(
        "--profile local",
        Assert.Throws<CommandFailedException>(() => OfficialBuild.Find(Settings(MeshProfile.Embedded), _folder.Path)).Message,
        StringComparison.Ordinal);

    private UpSettings Settings(MeshProfile profile) => new() { Profile = profile, Host = FunctionsHost.Func, Data = new DataDirectory(_folder.Path) };
}
