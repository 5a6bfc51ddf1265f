using Microsoft.CodeAnalysis;

namespace ToskaMesh.Functions.Tests.OfficialBuild;

/// <summary>
/// The function sources must compile with the official packages, which not every machine can restore: here they meet
/// what those packages make public, and nothing else.
/// </summary>
public sealed class OfficialBuildTests
{
    private static readonly Compilation Sources = FunctionSources.Compile(OfficialPackages.All);

    [Fact]
    public void Packages_AsWritten_HaveEveryTypeTheyName() => Assert.Empty(OfficialPackages.All.SelectMany(OfficialPackage.Faults).Select(Describe));

    [Fact]
    public void FunctionSources_WithTheOfficialSurfaceOnly_Compile() => Assert.Empty(FunctionSources.Faults(Sources).Select(Describe));

    /// <summary>Where the emulator's build needs a directive and the official one does not, only the latter fails (IDE0005).</summary>
    [Fact]
    public void FunctionSources_WithTheOfficialSurfaceOnly_HaveNoDirectiveTooMany() => Assert.Empty(FunctionSources.UsingsTooMany(Sources).Select(Describe));

    [Theory]
    [InlineData("class Probe { object X = new Microsoft.AspNetCore.Http.DefaultHttpContext(); }")]
    [InlineData("class Probe { object X = typeof(ToskaMesh.Emulator.Host.LocalHostSetup); }")]
    [InlineData("class Probe { void X(Microsoft.Azure.Functions.Worker.FunctionContext c) => c.NoSuchMember(); }")]
    public void FunctionSources_WithMoreThanThat_DoNot(string source) => Assert.NotEmpty(FunctionSources.FaultsOf(Sources, source));

    [Fact]
    public void FunctionSources_WithWhatIsThere_Do() =>
        Assert.Empty(FunctionSources.FaultsOf(Sources, "class Probe { string X(Microsoft.Azure.Functions.Worker.FunctionContext c) => c.InvocationId; }"));

    /// <summary>The emulator's own sample runs on the emulator, so that what it shows holds for genuine code it must be some.</summary>
    [Fact]
    public void OrchestrationsOfTheEmulatorsTests_WithTheOfficialSurfaceOnly_Compile()
    {
        var sources = Directory.EnumerateFiles(RepositoryRoot.File("tests", "CrashingOrchestrations"), "*Functions.cs").Select(File.ReadAllText).ToList();
        Assert.NotEmpty(sources);
        Assert.Empty(FunctionSources.FaultsOf(Sources, sources).Select(Describe));
    }

    private static string Describe(Diagnostic fault) => $"{fault.Location.GetLineSpan()}: {fault.Id} {fault.GetMessage()}";
}
