using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ToskaMesh.Functions.Tests.OfficialBuild;

/// <summary>A package's public surface as a compilation that others can refer to; it has no bodies and is never emitted.</summary>
internal static partial class OfficialPackage
{
    private const string Usings = """
        global using OpenTelemetry;
        global using System;
        global using System.Collections;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Collections.Specialized;
        global using System.IO;
        global using System.Net;
        global using System.Net.Http;
        global using System.Net.Http.Headers;
        global using System.Security.Claims;
        global using System.Security.Cryptography.X509Certificates;
        global using System.Text;
        global using System.Text.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Azure.Core.Serialization;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Diagnostics.Metrics;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Microsoft.Extensions.Primitives;
        """;

    // Of a surface without bodies: no body, an interface's explicit members, a base constructor that cannot be called, a property that is only set.
    private static readonly string[] Expected = ["CS0501", "CS0535", "CS0534", "CS0738", "CS0171", "CS7036", "CS1729", "CS0840", "CS8051"];

    public static CSharpCompilation Compile(string name, IReadOnlyList<CSharpCompilation> dependencies)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "official-api", $"{name}.txt"));
        var namespaces = NamespaceLine().Matches(text).Select(match => match.Groups[1].Value).Distinct().ToList();
        var known = dependencies.SelectMany(NamespacesOf).Concat(namespaces).Distinct();
        var usings = Usings + string.Concat(known.Select(space => $"\nglobal using {space};"));
        return CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(usings), CSharpSyntaxTree.ParseText(Rewrite(text), path: name)],
            CompilerInputs.ToReferences().Concat(dependencies.Select(dependency => dependency.ToMetadataReference())),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static IEnumerable<Diagnostic> Faults(CSharpCompilation package) =>
        package.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(fault => fault.Severity is DiagnosticSeverity.Error && !Expected.Contains(fault.Id) && !IsUnwritten(fault));

    // Of Consul's endpoints only those that may be used are written down; the client names the others, too. A history's
    // events are of a package beneath.
    private static bool IsUnwritten(Diagnostic fault) =>
        fault.Id == "CS0246" && Unwritten().IsMatch(fault.GetMessage(CultureInfo.InvariantCulture));

    private static IEnumerable<string> NamespacesOf(CSharpCompilation package) =>
        package.SyntaxTrees.SelectMany(tree => NamespaceBlock().Matches(tree.ToString())).Select(match => match.Groups[1].Value);

    // "namespace X;" many times in a file becomes blocks; attributes other than the usage are of no concern to callers.
    private static string Rewrite(string text)
    {
        var bare = Attribute().Replace(text, match => match.Value.StartsWith("[System.AttributeUsage", StringComparison.Ordinal) ? match.Value : "");
        var plain = ConstraintBeforeBases().Replace(OfRecord().Replace(bare, ""), "$2");
        var blocks = NamespaceLine().Split(Nested().Replace(EnumDefault().Replace(plain, "$1 $2 = $1.$3"), "$1 "));
        var code = new System.Text.StringBuilder();
        for (var i = 1; i < blocks.Length; i += 2)
        {
            code.Append("namespace ").Append(blocks[i]).AppendLine(" {").AppendLine(blocks[i + 1]).AppendLine("}");
        }

        return code.ToString();
    }

    [GeneratedRegex("Endpoint'|'HistoryEvent'")]
    private static partial Regex Unwritten();

    [GeneratedRegex("^namespace ([A-Za-z.]+);\\s*$", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex("^namespace ([A-Za-z.]+) \\{", RegexOptions.Multiline)]
    private static partial Regex NamespaceBlock();

    // "Kind kind = First" is written without the enum's name.
    [GeneratedRegex("([A-Z]\\w*) (\\w+) = ([A-Z]\\w*)(?=[,)])")]
    private static partial Regex EnumDefault();

    // Members of a record that the compiler makes, and lets nobody else make.
    [GeneratedRegex(@"^    public (?:static bool operator [!=]=\(\w+\? |override bool Equals\(object|override sealed bool Equals\(|\w+ \w+ <Clone>).*\n", RegexOptions.Multiline)]
    private static partial Regex OfRecord();

    // "class X<T> where T : notnull : IY<T> where T : notnull" says it twice.
    [GeneratedRegex("( where \\w+ : \\w+)( : .+?\\1)(?=\\r?$)", RegexOptions.Multiline)]
    private static partial Regex ConstraintBeforeBases();

    // A nested type is written with its outer one's name.
    [GeneratedRegex("(?<=^    public )(class|struct|enum|interface) \\w+\\.", RegexOptions.Multiline)]
    private static partial Regex Nested();

    [GeneratedRegex("(?<=^|\\] |^    )\\[[A-Z][^\\n]*?\\)?\\](?= |\\r?$)", RegexOptions.Multiline)]
    private static partial Regex Attribute();
}
