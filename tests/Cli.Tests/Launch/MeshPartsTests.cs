using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class MeshPartsTests : IDisposable
{
    private static readonly Dictionary<string, string> Servers = new()
    {
        ["Mesh__Profile"] = "local",
        ["Mesh__Postgres"] = "Host=127.0.0.1",
        ["Mesh__Redis"] = "127.0.0.1:6379",
        ["Mesh__RabbitMQ"] = "amqp://127.0.0.1",
        ["Mesh__Documents"] = "BlobEndpoint=http://127.0.0.1:10000",
        ["AzureWebJobsStorage"] = "BlobEndpoint=http://127.0.0.1:10000",
    };

    private readonly TemporaryDirectory _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void Embedded_SharesItsDataDirectoryWithTheGateway()
    {
        var parts = Parts(MeshProfile.Embedded, ProfileSettings.Embedded);

        Assert.All(parts, part => Assert.Equal("embedded", part.Environment["Mesh__Profile"]));
        Assert.All(parts, part => Assert.Equal(_clone.Path, part.Environment["Mesh__DataDirectory"]));
    }

    [Fact]
    public void Local_TellsTheFunctionAppOfEveryServer_AndTheGatewayOfThoseItReads()
    {
        var parts = Parts(MeshProfile.Local, ProfileSettings.Local(Servers, "tsk_admin_secret", "master"));

        Assert.Superset(Servers.ToHashSet(), parts[0].Environment.ToHashSet());
        Assert.Equal("tsk_admin_secret", parts[0].Environment["Mesh__Bootstrap__ApiKey"]);
        Assert.Equal("master", parts[0].Environment["Mesh__Identity__MasterKey"]);
        Assert.Equal(
            ["Mesh__Documents", "Mesh__Profile", "Mesh__Redis"],
            parts[1].Environment.Keys.Intersect([.. Servers.Keys, "Mesh__Bootstrap__ApiKey", "Mesh__Identity__MasterKey"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Local_KeepsItsFilesApartFromTheOtherProfiles()
    {
        var parts = Parts(MeshProfile.Local, ProfileSettings.Local(Servers, "tsk_admin_secret", "master"));

        Assert.All(parts, part => Assert.Equal(Path.Combine(_clone.Path, "local"), part.Environment["Mesh__DataDirectory"]));
    }

    [Fact]
    public void GatewayKey_IsToldToBothAndToNobodyElse()
    {
        var parts = Parts(MeshProfile.Local, ProfileSettings.Local(new Dictionary<string, string>(Servers) { ["Mesh__Gateway__ApiKey"] = "tsk_sample-gateway_secret" }, "tsk_admin_secret", "master"));

        Assert.All(parts.Take(2), part => Assert.Equal("tsk_gateway_secret", part.Environment["Mesh__Gateway__ApiKey"]));
        Assert.All(parts.Skip(2), part => Assert.DoesNotContain("Mesh__Gateway__ApiKey", part.Environment.Keys));
    }

    [Fact]
    public void GenuineHost_RunsInThePublishedApp_WithTheSameGateway()
    {
        var settings = ProfileSettings.Local(Servers, "tsk_admin_secret", "master");
        var (emulated, genuine) = (Parts(MeshProfile.Local, settings), Parts(MeshProfile.Local, settings, new OfficialBuild("/tools/func", "/published")));

        Assert.Equal(["/tools/func", "start", "--no-build", "--port", "7071"], genuine[0].Command);
        Assert.Equal("/published", genuine[0].Folder);
        Assert.Equal(emulated[0].Environment, genuine[0].Environment);
        Assert.Equal(emulated[1].Command, genuine[1].Command);
    }

    private IReadOnlyList<ChildSpec> Parts(MeshProfile profile, ProfileSettings settings, OfficialBuild? official = null)
    {
        foreach (var project in new[] { "Functions", "Gateway" })
        {
            var built = Directory.CreateDirectory(_clone.File($"src/{project}/bin/Release/net10.0"));
            File.WriteAllText(Path.Combine(built.FullName, $"ToskaMesh.{project}.dll"), "");
        }

        var up = new UpSettings { Profile = profile, Samples = false, Data = new DataDirectory(_clone.Path) };
        return new MeshParts(up, settings, new Installation(_clone.Path, "Release"), "dotnet", "tsk_gateway_secret") { Official = official }.All(SampleKeys.Generate());
    }
}
