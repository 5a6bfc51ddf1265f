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

    /// <summary>Restoring comes before the sources, with a cache; everything copied is there and not left out.</summary>
    [Theory]
    [MemberData(nameof(Images))]
    public void Sources_ComeAfterRestoring_AndAreThere(string name)
    {
        var file = Dockerfile.Read(name);
        var restore = file.Instructions.ToList().FindIndex(item => item.Name == "RUN" && item.Arguments.Contains("dotnet restore", StringComparison.Ordinal));
        var sources = file.Instructions.ToList().FindIndex(item => item is { Name: "COPY", Arguments: "src/ src/" });
        var project = Repository.Read($"src/{name}/{name}.csproj");

        Assert.InRange(restore, 1, sources - 1);
        Assert.Contains("--mount=type=cache", file.Instructions[restore].Arguments, StringComparison.Ordinal);
        Assert.All(file.Sources, source => Assert.True(Path.Exists(Repository.File(source.TrimEnd('/'))), source));
        var left = Repository.Read(".dockerignore").Split('\n');
        Assert.All(file.Sources.Select(source => source.Split('/')[0]), source => Assert.Contains(left, line => line.StartsWith('!') && Covers(line[1..], source)));

        // The stages copy project by project, so a new reference has to be there, too.
        var referenced = Reference().Matches(project).Select(match => match.Groups[1].Value).Where(reference => reference != "Emulator").ToList();
        Assert.All(referenced.Append(name), reference => Assert.Contains($"src/{reference}/{reference}.csproj", file.Sources));
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

    private static bool Covers(string pattern, string source) =>
        pattern == source || pattern == $"{source}/**" || (pattern.Contains('*', StringComparison.Ordinal) && Regex.IsMatch(source, $"^{Regex.Escape(pattern).Replace("\\*", "[^/]*", StringComparison.Ordinal)}$"));

    [GeneratedRegex(@":[^:]*\d")]
    private static partial Regex Version();

    [GeneratedRegex("<ProjectReference Include=\"\\.\\./(\\w+)/")]
    private static partial Regex Reference();
}
