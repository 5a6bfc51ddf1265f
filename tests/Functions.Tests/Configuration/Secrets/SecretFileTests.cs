using ToskaMesh.Functions.Configuration.Secrets;
using ToskaMesh.Functions.Tests.Identity.Tokens;
using ToskaMesh.Shared.Configuration.Secrets;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Configuration.Secrets;

public sealed class SecretFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FixedMasterKey _master = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Versions_AreTheSameToEachFunctionApp_AndToldApartByAnotherKeyOrValue()
    {
        var first = await VersionAsync("one", _master);

        Assert.Equal(first, await VersionAsync("one", _master));
        Assert.NotEqual(first, await VersionAsync("one", new FixedMasterKey()));
        Assert.NotEqual(first, await VersionAsync("two", _master));
    }

    private async Task<string> VersionAsync(string value, FixedMasterKey master)
    {
        var path = _directory.File(SecretFile.Name);
        await File.WriteAllTextAsync(path, $$$"""{"db":{"value":"{{{value}}}","services":["*"]}}""", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return (await new SecretFile(path, master).FindAsync(SecretName.Parse("db"), TestContext.Current.CancellationToken))!.Version;
    }
}
