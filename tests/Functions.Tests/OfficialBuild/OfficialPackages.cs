using Microsoft.CodeAnalysis.CSharp;

namespace ToskaMesh.Functions.Tests.OfficialBuild;

/// <summary>What the official packages make public, as stubs.</summary>
internal static class OfficialPackages
{
    private const string Worker = "Microsoft.Azure.Functions.Worker";

    public static IReadOnlyList<CSharpCompilation> All { get; } = Compile();

    private static List<CSharpCompilation> Compile()
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

        packages.Add(OfficialPackage.Compile($"{Worker}.OpenTelemetry", []));

        // It knows nothing of Functions, and names types as others do.
        packages.Add(OfficialPackage.Compile("Consul", []));
        return packages;
    }
}
