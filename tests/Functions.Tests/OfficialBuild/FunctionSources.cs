using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ToskaMesh.Functions.Tests.OfficialBuild;

/// <summary>The function app's sources, compiled as <c>FunctionsSdk=Azure</c> would: without the emulator.</summary>
internal static class FunctionSources
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // With the documentation's references, which are uses of what they name.
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>With what the SDK's source generators add.</summary>
    public static Compilation Compile(IReadOnlyList<CSharpCompilation> packages)
    {
        var sources = Files().Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Options, file))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, Options));
        var compilation = CSharpCompilation.Create(
            "ToskaMesh.Functions",
            sources,
            CompilerInputs.ToReferences().Concat(packages.Select(package => package.ToMetadataReference())),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(Generators(), parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _, TestContext.Current.CancellationToken);
        return whole;
    }

    public static IEnumerable<Diagnostic> Faults(Compilation sources) =>
        sources.GetDiagnostics(TestContext.Current.CancellationToken).Where(fault => fault.Severity is DiagnosticSeverity.Error);

    /// <summary>Directives that nothing needs: a warning of the build's, which are errors there. What tools wrote is not judged.</summary>
    public static IEnumerable<Diagnostic> UsingsTooMany(Compilation sources) =>
        sources.GetDiagnostics(TestContext.Current.CancellationToken).Where(fault =>
            fault.Id == "CS8019" && fault.Location.SourceTree is { FilePath: var path } && File.Exists(path) && !path.Contains("/Migrations/", StringComparison.Ordinal));

    /// <summary>Of more sources among them, and of those only.</summary>
    public static IEnumerable<Diagnostic> FaultsOf(Compilation sources, params IEnumerable<string> probes)
    {
        var trees = probes.Select(probe => CSharpSyntaxTree.ParseText(probe, Options)).ToList();
        var whole = sources.AddSyntaxTrees(trees);
        return trees
            .SelectMany(tree => whole.GetSemanticModel(tree).GetDiagnostics(null, TestContext.Current.CancellationToken))
            .Where(fault => fault.Severity is DiagnosticSeverity.Error);
    }

    private static IEnumerable<string> Files() =>
        new[] { "Functions", "Redis", "Probing" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.File("src", folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<ISourceGenerator> Generators() =>
        CompilerInputs.Generators.SelectMany(path =>
            new AnalyzerFileReference(path, new GeneratorLoader()).GetGenerators(LanguageNames.CSharp));
}
