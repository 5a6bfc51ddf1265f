using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Identity.Secrets;

public sealed class MasterKeyTests : IDisposable
{
    private const string Sample = "a25vd24tdG8tZXZlcnlib2R5LXNvLWxvY2FsLW9ubHk=";

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Embedded_MakesAFileForItsUserAlone_AndKeepsToIt()
    {
        var first = await DeriveAsync(MeshProfile.Embedded);

        Assert.Equal(first, await DeriveAsync(MeshProfile.Embedded));
        Assert.True(MasterSecret.TryParse(File.ReadAllText(_data.File("master-key")).Trim(), out _));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_data.File("master-key")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Derive_ForAnotherPurpose_IsAnotherKey()
    {
        var key = MasterSecret.Generate();

        var one = await DeriveAsync(MeshProfile.Local, key, "one");

        Assert.Equal(32, one.Length);
        Assert.Equal(one, await DeriveAsync(MeshProfile.Local, key, "one"));
        Assert.NotEqual(one, await DeriveAsync(MeshProfile.Local, key, "two"));
        Assert.NotEqual(one, await DeriveAsync(MeshProfile.Local, MasterSecret.Generate(), "one"));
    }

    [Fact]
    public async Task EmbeddedFile_WithoutAKey_IsNotReplaced()
    {
        await File.WriteAllTextAsync(_data.File("master-key"), "half a k", Cancel);

        var error = await Assert.ThrowsAsync<NotReadyException>(() => DeriveAsync(MeshProfile.Embedded));

        Assert.DoesNotContain(_data.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal("half a k", await File.ReadAllTextAsync(_data.File("master-key"), Cancel));
    }

    [Fact]
    public async Task EmbeddedFile_ThatCannotBeRead_IsSaidWithoutItsPath_ButWithTheCause()
    {
        Directory.CreateDirectory(_data.File("master-key"));

        var error = await Assert.ThrowsAsync<NotReadyException>(() => DeriveAsync(MeshProfile.Embedded));

        Assert.DoesNotContain(_data.Path, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.InnerException);
    }

    [Theory]
    [InlineData("Local", "", "openssl rand")]
    [InlineData("Cloud", "", "openssl rand")]
    [InlineData("Cloud", "c2hvcnQ=", "32 random bytes")]
    [InlineData("Cloud", "tsk_sample", "32 random bytes")]
    [InlineData("Cloud", Sample, "local.settings.sample.json")]
    internal async Task Setting_ThatIsNoKeyForTheProfile_SaysWhatToDo(string profile, string setting, string advice)
    {
        var error = await Assert.ThrowsAsync<NotReadyException>(() => DeriveAsync(Enum.Parse<MeshProfile>(profile), setting));

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.True(setting.Length == 0 || !error.Message.Contains(setting, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SampleKey_ServesTheLocalProfile() => Assert.NotEmpty(await DeriveAsync(MeshProfile.Local, Sample));

    private async Task<byte[]> DeriveAsync(MeshProfile profile, string setting = "", string purpose = "test")
    {
        using var key = new MasterKey(
            Options.Create(new MasterKeyOptions { MasterKey = setting }),
            Options.Create(new MeshOptions { Profile = profile, DataDirectory = _data.Path }),
            NullLogger<MasterKey>.Instance);
        return await key.DeriveAsync(purpose, 32, Cancel);
    }
}
