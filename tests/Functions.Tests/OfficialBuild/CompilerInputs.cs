using Microsoft.CodeAnalysis;

namespace ToskaMesh.Functions.Tests.OfficialBuild;

/// <summary>What this build's compiler was given: reference assemblies and source generators.</summary>
internal static class CompilerInputs
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "compiler-inputs.txt"));

    /// <summary>All that the official build has, too: neither the emulator nor the web framework it brings.</summary>
    public static IEnumerable<string> References =>
        Of("reference").Where(path => !IsForeign(Path.GetFileName(path)));

    /// <summary>Only generators run: analyzers have judged these sources already.</summary>
    public static IEnumerable<string> Generators =>
        Of("analyzer").Where(path => Path.GetFileName(path) is { } name && name.Contains("Generat", StringComparison.Ordinal));

    public static IEnumerable<MetadataReference> ToReferences() => References.Select(path => MetadataReference.CreateFromFile(path));

    private static bool IsForeign(string file) =>
        file.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        || file is "ToskaMesh.Emulator.dll" or "ToskaMesh.Functions.dll" or "ToskaMesh.Testing.dll";

    private static IEnumerable<string> Of(string kind) =>
        Lines.Where(line => line.StartsWith($"{kind}=", StringComparison.Ordinal)).Select(line => line[(kind.Length + 1)..]);
}
