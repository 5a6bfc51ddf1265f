using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ToskaMesh.Functions.Tests.OfficialBuild;

/// <summary>
/// The function sources must compile with the official packages, which not every machine can restore: here they meet
/// what those packages make public, and nothing else.
/// </summary>
public sealed class OfficialBuildTests
{
    private const string Worker = "Microsoft.Azure.Functions.Worker";

    private static readonly IReadOnlyList<CSharpCompilation> Packages = CompilePackages();

    private static readonly Compilation Sources = FunctionSources.Compile(Packages);

    [Fact]
    public void Packages_AsWritten_HaveEveryTypeTheyName() => Assert.Empty(Packages.SelectMany(OfficialPackage.Faults).Select(Describe));

    [Fact]
    public void FunctionSources_WithTheOfficialSurfaceOnly_Compile() => Assert.Empty(FunctionSources.Faults(Sources).Select(Describe));

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

    private static List<CSharpCompilation> CompilePackages()
    {
        string[] names =
        [
            $"{Worker}.Extensions.Abstractions",
            $"{Worker}.Core",
            Worker,
            $"{Worker}.Extensions.Http",
            $"{Worker}.Extensions.Timer",
            $"{Worker}.Extensions.RabbitMQ",
            $"{Worker}.Extensions.ServiceBus",
            "Azure.Messaging.ServiceBus",
            "Microsoft.DurableTask.Abstractions",
            "Microsoft.DurableTask.Client",
            $"{Worker}.Extensions.DurableTask",
        ];
        var packages = new List<CSharpCompilation>();
        foreach (var name in names)
        {
            packages.Add(OfficialPackage.Compile(name, [.. packages]));
        }

        // It knows nothing of Functions, and names types as others do.
        packages.Add(OfficialPackage.Compile("Consul", []));
        return packages;
    }

    private static string Describe(Diagnostic fault) => $"{fault.Location.GetLineSpan()}: {fault.Id} {fault.GetMessage()}";
}
