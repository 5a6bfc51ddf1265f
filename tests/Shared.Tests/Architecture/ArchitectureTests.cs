namespace ToskaMesh.Shared.Tests.Architecture;

public sealed class ArchitectureTests
{
    private static readonly string[] KindFolders =
        ["Controllers", "Services", "Models", "Dtos", "Entities", "Helpers", "Utils", "Utilities", "Common", "Managers", "Interfaces", "Exceptions"];

    /// <summary>Packages that only read text and judge it: no I/O, no framework.</summary>
    private static readonly string[] Readers = ["JsonSchema.Net", "YamlDotNet"];

    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Utils", "Util", "Common", "Dto", "Impl"];

    /// <summary>The only arrows: Functions to Shared from one side, Gateway from the other.</summary>
    [Theory]
    [InlineData("src/Shared/Shared.csproj", "")]
    [InlineData("src/Emulator/Emulator.csproj", "")]
    [InlineData("src/Functions/Functions.csproj", "Emulator Shared")]
    [InlineData("src/Gateway/Gateway.csproj", "Shared")]
    [InlineData("src/Cli/Cli.csproj", "Shared")]
    [InlineData("tests/Testing/Testing.csproj", "Shared")]
    public void Project_References_OnlyWhatItMay(string project, string references) =>
        Assert.Equal(references.Split(' ', StringSplitOptions.RemoveEmptyEntries), Repository.References(project));

    [Fact]
    public void Src_HasNoProjectThatThisTestDoesNotKnow() =>
        Assert.Equal(
            ["Cli.csproj", "Emulator.csproj", "Functions.csproj", "Gateway.csproj", "Shared.csproj"],
            Repository.FoldersUnder("src").SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
                .Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Functions_ReferencesTheEmulator_InTheEmulatorBuildOnly()
    {
        var emulator = Repository.Project("src/Functions/Functions.csproj").Descendants("ProjectReference")
            .Single(reference => ((string?)reference.Attribute("Include"))!.Contains("Emulator", StringComparison.Ordinal));

        Assert.Equal("'$(FunctionsSdk)' == 'Emulator'", (string?)emulator.Parent?.Attribute("Condition"));
    }

    [Fact]
    public void Shared_NeedsNoFrameworkButTheBase()
    {
        var project = Repository.Project("src/Shared/Shared.csproj");

        Assert.Equal("Microsoft.NET.Sdk", (string?)project.Root?.Attribute("Sdk"));
        Assert.Empty(project.Descendants("FrameworkReference"));
        Assert.All(
            project.Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!),
            package => Assert.True(package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || Readers.Contains(package), package));
    }

    [Fact]
    public void Shared_AtRunTime_LoadsNoHostStoreOrCloudAssembly()
    {
        string[] foreign = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Azure", "Azure.", "Yarp", "ToskaMesh"];

        var referenced = typeof(Routing.InMemoryDocumentStoreTests).Assembly.GetReferencedAssemblies()
            .Single(name => name.Name == "ToskaMesh.Shared");
        var own = System.Reflection.Assembly.Load(referenced).GetReferencedAssemblies();

        Assert.DoesNotContain(own, name => foreign.Any(prefix => name.Name!.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("samples")]
    [InlineData("bench")]
    public void Folders_AreNamedAfterConcepts(string folder) =>
        Assert.DoesNotContain(Repository.FoldersUnder(folder), path => KindFolders.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase));

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Files_SayWhatTheirTypeDoes(string folder) =>
        Assert.DoesNotContain(
            Repository.SourcesUnder(folder).Select(path => Path.GetFileName(path).Split('.')[0]),
            name => EmptyWords.Any(word => name.EndsWith(word, StringComparison.Ordinal)));

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Files_AreShort(string folder) =>
        Assert.DoesNotContain(
            Repository.SourcesUnder(folder).Where(path => !path.Contains("Migrations", StringComparison.Ordinal)),
            path => File.ReadLines(path).Count() > 350);
}
