using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ToskaMesh.Infra.Tests.Containers;

/// <summary>Read, not built: that needs a container engine and the images' registry.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Known =
        ["FROM", "ARG", "WORKDIR", "COPY", "RUN", "LABEL", "ENV", "VOLUME", "USER", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT"];

    public static TheoryData<string> Images => ["Functions", "Gateway"];

    [Theory]
    [MemberData(nameof(Images))]
    public void Image_IsBuiltInStages_OnVersions_AsNobodySpecial(string name)
    {
        var file = Dockerfile.Read(name);

        Assert.All(file.Instructions, item => Assert.Contains(item.Name, Known));
        var from = file.Instructions.Where(item => item.Name == "FROM").Select(item => item.Arguments.Split(' ')).ToList();
        Assert.Equal(["build", "final"], from.Select(words => words[^1]));
        Assert.All(from, words => Assert.Matches(Version(), words.First(word => word.StartsWith("mcr.", StringComparison.Ordinal))));
        Assert.Equal("1654", file.Single("USER"));
        Assert.Equal("SIGTERM", file.Single("STOPSIGNAL"));
        Assert.Contains("CMD", file.Single("HEALTHCHECK"), StringComparison.Ordinal);
        Assert.All(
            ["title", "description", "source", "version", "revision"],
            label => Assert.Contains($"org.opencontainers.image.{label}=", file.Single("LABEL"), StringComparison.Ordinal));
        Assert.DoesNotContain(file.Instructions, item => item.Name == "ADD" || item.Arguments.Contains("apiKey", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a stage is given it uses: an argument of another name would be silently empty.</summary>
    [Theory]
    [MemberData(nameof(Images))]
    public void Arguments_AreUsedInTheirStage(string name)
    {
        var stage = new List<(string Name, string Arguments)>();
        foreach (var item in Dockerfile.Read(name).Instructions.Append((Name: "FROM", Arguments: "")))
        {
            if (item.Name == "FROM")
            {
                var text = string.Join('\n', stage.Where(each => each.Name != "ARG").Select(each => each.Arguments));
                Assert.All(stage.Where(each => each.Name == "ARG").Select(each => each.Arguments.Split('=')[0]), argument => Assert.Matches($@"\$\{{?{argument}\b", text));
                stage.Clear();
            }

            stage.Add(item);
        }
    }

    /// <summary>Restoring comes before the sources, in a layer that has the packages; everything copied is there and not left out.</summary>
    [Theory]
    [MemberData(nameof(Images))]
    public void Sources_ComeAfterRestoring_AndAreThere(string name)
    {
        var file = Dockerfile.Read(name);
        var restore = file.Instructions.ToList().FindIndex(item => item.Name == "RUN" && item.Arguments.Contains("dotnet restore", StringComparison.Ordinal));
        var sources = file.Instructions.ToList().FindIndex(item => item is { Name: "COPY", Arguments: "src/ src/" });
        var project = Repository.Read($"src/{name}/{name}.csproj");

        Assert.InRange(restore, 1, sources - 1);
        // A cache mount is empty where the layer of the restore comes from elsewhere, and then publishing finds no packages.
        Assert.DoesNotContain(file.Instructions, item => item.Arguments.Contains("--mount", StringComparison.Ordinal));
        Assert.All(file.Sources, source => Assert.True(Path.Exists(Repository.File(source.TrimEnd('/'))), source));
        var left = Repository.Read(".dockerignore").Split('\n');
        Assert.All(file.Sources.Select(source => source.Split('/')[0]), source => Assert.Contains(left, line => line.StartsWith('!') && Covers(line[1..], source)));

        // The stages copy project by project, so a new reference has to be there, too. The emulator is no part of the official build.
        var referenced = References(project).ToList();
        Assert.All(referenced.SelectMany(reference => References(Repository.Read($"src/{reference}/{reference}.csproj"))).Concat(referenced).Append(name), reference => Assert.Contains($"src/{reference}/{reference}.csproj", file.Sources));
    }

    [Fact]
    public void Gateway_HasNoShell_AndItsHealthCheckNeedsNone()
    {
        var file = Dockerfile.Read("Gateway");

        Assert.EndsWith("-chiseled AS final", file.Final.First().Arguments, StringComparison.Ordinal);
        Assert.EndsWith("""CMD ["dotnet", "ToskaMesh.Gateway.dll", "health"]""", file.Single("HEALTHCHECK"), StringComparison.Ordinal);
        Assert.DoesNotContain(file.Final, item => item.Name == "RUN");
    }

    [Fact]
    public void Functions_AreTheOfficialBuild_OnTheGenuineHost()
    {
        var file = Dockerfile.Read("Functions");

        Assert.StartsWith("mcr.microsoft.com/azure-functions/dotnet-isolated:4-", file.Final.First().Arguments, StringComparison.Ordinal);
        Assert.All(
            file.Instructions.Where(item => item.Name == "RUN" && item.Arguments.Contains("dotnet ", StringComparison.Ordinal)),
            item => Assert.Contains("-p:FunctionsSdk=Azure", item.Arguments, StringComparison.Ordinal));
        Assert.Contains("ASPNETCORE_URLS=http://+:8080", file.Single("ENV"), StringComparison.Ordinal);
    }

    /// <summary>The image's own health check, against a host that is ready, one that is not, and none.</summary>
    [Theory]
    [InlineData("200 OK", 0)]
    [InlineData("503 Service Unavailable", 1)]
    [InlineData(null, 1)]
    public async Task HealthCheckOfFunctions_TellsReadyFromNot(string? answer, int expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (answer is null)
        {
            listener.Stop();
        }

        var check = Dockerfile.Read("Functions").Single("HEALTHCHECK");
        var command = JsonSerializer.Deserialize<string[]>(check[(check.IndexOf("CMD ", StringComparison.Ordinal) + 4)..])!;
        var served = answer is null ? Task.FromResult("GET /health/ready HTTP/1.0\r\n") : AnswerAsync(listener, answer);
        var run = await ProgramRun.OfAsync(ProgramRun.Find(command[0]), command[1..].Select(part => part.Replace("8080", $"{port}", StringComparison.Ordinal)));

        Assert.Equal(expected, run.ExitCode == 0 ? 0 : 1);
        Assert.StartsWith("GET /health/ready HTTP/1.0\r\n", await served, StringComparison.Ordinal);
    }

    /// <summary>An image without Docker is told what the other one is.</summary>
    [Theory]
    [InlineData("Functions", "AzureWebJobsScriptRoot FUNCTIONS_WORKER_RUNTIME")] // The base image says these.
    [InlineData("Gateway", "DOTNET_EnableDiagnostics Mesh__DataDirectory")] // There is no /data, and it is in /tmp.
    public void PublishedContainer_IsToldWhatTheImageIs(string name, string leftOut)
    {
        var project = Repository.Read($"src/{name}/{name}.csproj");
        var image = Variable().Matches(Dockerfile.Read(name).Single("ENV")).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

        Assert.All(
            image.Where(variable => !leftOut.Split(' ').Contains(variable.Item1)),
            variable => Assert.Contains($"<ContainerEnvironmentVariable Include=\"{variable.Item1}\" Value=\"{variable.Item2}\" />", project, StringComparison.Ordinal));
        Assert.Contains("<ContainerUser>1654</ContainerUser>", project, StringComparison.Ordinal);
    }

    private static async Task<string> AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var buffer = new byte[1024];
        var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    private static IEnumerable<string> References(string project) =>
        Reference().Matches(project).Select(match => match.Groups[1].Value).Where(reference => reference != "Emulator");

    private static bool Covers(string pattern, string source) =>
        pattern == source || pattern == $"{source}/**" || (pattern.Contains('*', StringComparison.Ordinal) && Regex.IsMatch(source, $"^{Regex.Escape(pattern).Replace("\\*", "[^/]*", StringComparison.Ordinal)}$"));

    [GeneratedRegex(@"(\w+)=(\S+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@":[^:]*\d")]
    private static partial Regex Version();

    [GeneratedRegex("<ProjectReference Include=\"\\.\\./(\\w+)/")]
    private static partial Regex Reference();
}
