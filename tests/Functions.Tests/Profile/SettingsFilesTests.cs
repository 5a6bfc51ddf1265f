using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Tests.Profile;

/// <summary>The genuine host has no default for a setting that a binding names: without it the function is in error.</summary>
public sealed partial class SettingsFilesTests
{
    [Fact]
    public void Bindings_NameTheSettingsWeKnowOf() => Assert.Equal(["Mesh:Identity:RotationSchedule", "Mesh:Kubernetes:Schedule", "Mesh:RabbitMQ", "Mesh:ServiceBus", "Mesh:Tick"], Named());

    [Theory]
    [InlineData("local.settings.sample.json", "Values", ":")]
    [InlineData("src/Functions/Properties/launchSettings.json", "profiles/embedded/environmentVariables", "__")]
    public void SettingsFile_HasEverySettingThatABindingNames(string file, string section, string separator)
    {
        var values = JsonNode.Parse(File.ReadAllText(RepositoryRoot.File(file.Split('/'))))!;
        var present = section.Split('/').Aggregate(values, (node, name) => node[name]!).AsObject();

        Assert.All(Named(), name => Assert.False(string.IsNullOrEmpty((string?)present[name.Replace(":", separator, StringComparison.Ordinal)]), name));
    }

    [Fact]
    public void LocalRun_PassesEverySettingThatABindingNames()
    {
        var cli = string.Concat(Directory.EnumerateFiles(RepositoryRoot.File("src", "Cli"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.All(Named(), name => Assert.Contains(name.Replace(":", "__", StringComparison.Ordinal), cli, StringComparison.Ordinal));
    }

    /// <summary>Where the bus is in process there is no broker to listen to.</summary>
    [Theory]
    [InlineData("src/Functions/Properties/launchSettings.json", "AzureWebJobs_{0}_Disabled")]
    [InlineData("src/Cli/Launch/ProfileSettings.cs", "AzureWebJobs_{0}_Disabled")]
    public void EmbeddedSettings_DisableEveryFunctionBehindABroker(string file, string setting)
    {
        var text = File.ReadAllText(RepositoryRoot.File(file.Split('/')));

        Assert.All(
            QueueFunctions.Names,
            name => Assert.Contains(string.Format(CultureInfo.InvariantCulture, setting, name), text, StringComparison.Ordinal));
    }

    /// <summary>The local profile has RabbitMQ.</summary>
    [Fact]
    public void SampleSettings_DisableEveryFunctionBehindServiceBus() => Assert.All(
        QueueFunctions.OfServiceBus, name => Assert.Equal("true", Sample().GetValueOrDefault($"AzureWebJobs.{name}.Disabled")));

    [Fact]
    public void SampleSettings_AreThoseOfTheServersScript()
    {
        using var script = Process.Start(new ProcessStartInfo("bash", [RepositoryRoot.File("scripts", "servers.sh"), "settings"])
        {
            RedirectStandardOutput = true,
            Environment = { ["TOSKA_POSTGRES_PORT"] = null, ["TOSKA_REDIS_PORT"] = null, ["TOSKA_RABBITMQ_PORT"] = null, ["TOSKA_AZURITE_PORT"] = null },
        })!;
        var told = script.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToList();

        Assert.NotEmpty(told);
        Assert.All(told, setting => Assert.Equal(Meaning(setting[1]), Meaning(Sample()[setting[0].Replace("__", ":", StringComparison.Ordinal)])));
    }

    [Fact]
    public void SampleSettings_AreAcceptedAsTheyAre()
    {
        using var app = ControlPlane.CreateBuilder([.. Sample().Select(setting => $"--{setting.Key}={setting.Value}")]).Build();

        app.Services.GetRequiredService<IStartupValidator>().Validate();
        Assert.Equal(MeshProfile.Local, app.Services.GetRequiredService<IOptions<MeshOptions>>().Value.Profile);
        Assert.True(ApiKey.TryParse(Sample()["Mesh:Bootstrap:ApiKey"], out _));
        Assert.True(ApiKey.TryParse(Sample()["Mesh:Gateway:ApiKey"], out _));
    }

    private static Dictionary<string, string> Sample() =>
        JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("local.settings.sample.json")))!["Values"]!.AsObject()
            .ToDictionary(setting => setting.Key, setting => (string)setting.Value!);

    // The short name of Azurite's account stands for its address.
    private static string Meaning(string value) =>
        value.Contains("Storage=", StringComparison.Ordinal) || value.Contains("BlobEndpoint=", StringComparison.Ordinal)
            ? new BlobServiceClient(value).Uri.ToString()
            : value;

    private static List<string> Named() =>
    [
        .. typeof(ControlPlane).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributes<BindingAttribute>())
            .SelectMany(NamedBy)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> NamedBy(BindingAttribute binding) =>
        binding.GetType().GetProperties()
            .Where(property => property.PropertyType == typeof(string))
            .SelectMany(property => (property.GetValue(binding) as string) is { } value
                ? property.Name.StartsWith("Connection", StringComparison.Ordinal) ? [value] : Setting().Matches(value).Select(match => match.Groups[1].Value)
                : []);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
