using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host;
using ToskaMesh.Testing;

namespace ToskaMesh.Emulator.Tests.Host;

/// <summary>A local host in this process, on a free port, with functions of the test's choice and a folder of its own.</summary>
internal sealed class EmulatorHost : IAsyncDisposable
{
    public const string MasterKey = "the-master-key";

    private readonly TemporaryDirectory _directory;
    private readonly IHost _host;

    private EmulatorHost(TemporaryDirectory directory, IHost host)
    {
        _directory = directory;
        _host = host;
        Address = Services.GetRequiredService<LocalHost>().Address;
        Client = new HttpClient { BaseAddress = Address };
    }

    public IServiceProvider Services => _host.Services;

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static Task<EmulatorHost> StartAsync(params Type[] functions) => StartAsync(new EmulatorHostOptions { Functions = functions });

    public static async Task<EmulatorHost> StartAsync(EmulatorHostOptions options)
    {
        var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("host.json"), options.HostJson, TestContext.Current.CancellationToken);
        if (options.LocalSettingsJson is { } localSettings)
        {
            await File.WriteAllTextAsync(directory.File("local.settings.json"), localSettings, TestContext.Current.CancellationToken);
        }

        var builder = new FunctionsApplicationBuilder(Setup(options, directory.Path));
        builder.Logging.ClearProviders();
        options.Configure(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return new EmulatorHost(directory, host);
        }
        catch
        {
            host.Dispose();
            directory.Dispose();
            throw;
        }
    }

    public string DataDirectory => _directory.Path;

    /// <summary>Asks the admin API with the master key.</summary>
    public async Task<JsonElement> AdminAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-functions-key", MasterKey);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts a function by hand through the admin API.</summary>
    public async Task StartFunctionAsync(string name, string? input = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/functions/{name}") { Content = JsonContent.Create(new { input }) };
        request.Headers.Add("x-functions-key", MasterKey);
        await request.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync(TestContext.Current.CancellationToken);
        _host.Dispose();
        _directory.Dispose();
    }

    private static LocalHostSetup Setup(EmulatorHostOptions options, string folder) => new()
    {
        Args = ["--hostBuilder:reloadConfigOnChange=false"],
        ContentRoot = folder,
        Types = options.Functions,
        Port = options.Port,
        TimeProvider = options.TimeProvider,
        Settings = new Dictionary<string, string?>(options.Settings)
        {
            ["ToskaEmulator:DataDirectory"] = options.Settings.GetValueOrDefault("ToskaEmulator:DataDirectory", folder),
            ["ToskaEmulator:MasterKey"] = options.MasterKey,
        },
    };
}
