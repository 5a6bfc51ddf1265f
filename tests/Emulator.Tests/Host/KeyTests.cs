using System.Net;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class KeyTests
{
    private const string Master = EmulatorHost.MasterKey;
    private const string Caller = "the-function-key";

    [Theory]
    [InlineData("/foranyone", null, HttpStatusCode.OK)]
    [InlineData("/forcallers", null, HttpStatusCode.Unauthorized)]
    [InlineData("/forcallers", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/forcallers", "", HttpStatusCode.Unauthorized)]
    [InlineData("/forcallers", Caller, HttpStatusCode.OK)]
    [InlineData("/forcallers", Master, HttpStatusCode.OK)]
    [InlineData("/forcallers?code=" + Caller, null, HttpStatusCode.OK)]
    [InlineData("/forcallers?code=" + Caller, "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/forcallers?code=wrong", Caller, HttpStatusCode.OK)]
    [InlineData("/foradmins", Caller, HttpStatusCode.Unauthorized)]
    [InlineData("/foradmins", Master, HttpStatusCode.OK)]
    [InlineData("/admin/host/status", Caller, HttpStatusCode.Unauthorized)]
    public async Task Function_WithALevel_WantsItsKey(string path, string? header, HttpStatusCode expected)
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions
        {
            Functions = [typeof(KeyFunctions)],
            Settings = new Dictionary<string, string?> { ["ToskaEmulator:FunctionKey"] = Caller },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("x-functions-key", header);
        }

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task MasterKey_WithoutASetting_IsMadeOnceInAFileOfItsOwner()
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorHostOptions { Functions = [typeof(KeyFunctions)], MasterKey = null });
        var file = Path.Combine(host.DataDirectory, "host-key");
        var key = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();
        Assert.Matches("^[0-9a-f]{64}$", key);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync($"/foradmins?code={key}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(key, ToskaMesh.Emulator.Host.Keys.HostKeyFile.ReadOrCreate(host.DataDirectory));
    }
}
