using ToskaMesh.Cli.Launch;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class AdminKeyTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void ReadOrMake_WithoutAFile_MakesAKeyThatOnlyItsUserReads_AndKeepsIt()
    {
        var data = new DataDirectory(_data.Path);

        var key = AdminKey.ReadOrMake(data);

        Assert.True(ApiKey.TryParse(key, out _));
        Assert.Equal(key, AdminKey.ReadOrMake(data));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(data.ApiKeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void ReadOrMake_OfTheGateway_IsAnotherKeyInAnotherFile()
    {
        var data = new DataDirectory(_data.Path);

        var key = GatewayKey.ReadOrMake(data);

        Assert.NotEqual(AdminKey.ReadOrMake(data), key);
        Assert.Equal(key, GatewayKey.ReadOrMake(data));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(data.GatewayKeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void ReadOrMake_FileWithoutAKey_SaysWhatToDo()
    {
        var data = new DataDirectory(_data.Path);
        File.WriteAllText(data.ApiKeyFile, "nothing");

        Assert.Contains("Remove it", Assert.Throws<CommandFailedException>(() => AdminKey.ReadOrMake(data)).Message, StringComparison.Ordinal);
    }
}
