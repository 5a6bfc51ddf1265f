using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions;
using ToskaMesh.Gateway;

namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>Puts both processes together, in each of their compositions, and sees which settings they ask for.</summary>
internal static partial class Reading
{
    private static readonly Dictionary<string, string>[] Compositions =
    [
        .. from profile in new[] { "embedded", "local", "cloud" }
           from bus in new[] { "", "rabbitMq", "serviceBus" }
           from others in new[] { "false", "true" }
           select new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
           {
               ["Mesh:Profile"] = profile,
               ["Mesh:Bus"] = bus,

               // A gateway is put together only with settings that it accepts; nothing is connected to.
               ["Mesh:Documents"] = "UseDevelopmentStorage=true",
               ["Mesh:Redis"] = "127.0.0.1:6379",
               ["Mesh:Gateway:TrustedProxies:0"] = "127.0.0.1",
               ["Mesh:Consul:Import"] = others,
               ["Mesh:Consul:Export"] = others,
               ["Mesh:Kubernetes:Import"] = others,
           },
    ];

    /// <summary>The names that were asked for, with <c>N</c> for a number.</summary>
    public static IReadOnlySet<string> OfFunctionApp(IEnumerable<string> elements) => Read(elements, reads =>
    {
        using var app = ControlPlane.CreateBuilder([], builder => ((IConfigurationBuilder)builder.Configuration).Add(reads)).Build();
        ReadOptions(app.Services);
    });

    /// <inheritdoc cref="OfFunctionApp"/>
    public static IReadOnlySet<string> OfGateway(IEnumerable<string> elements) => Read(elements, reads =>
    {
        var app = GatewayApplication.Create([], builder => ((IConfigurationBuilder)builder.Configuration).Add(reads));
        ReadOptions(app.Services);
        ((IDisposable)app).Dispose();
    });

    private static HashSet<string> Read(IEnumerable<string> elements, Action<RecordedReads> run)
    {
        var present = elements.ToList();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var composition in Compositions)
        {
            var reads = new RecordedReads(composition, present);
            run(reads);
            names.UnionWith(reads.Names.Where(name => name.StartsWith("Mesh:", StringComparison.OrdinalIgnoreCase)).Select(name => Number().Replace(name, ":N")));
        }

        return names;
    }

    private static void ReadOptions(IServiceProvider services)
    {
        foreach (var type in OptionsTypes.OfEachAssembly)
        {
            try
            {
                var options = services.GetService(typeof(IOptions<>).MakeGenericType(type));
                _ = options?.GetType().GetProperty(nameof(IOptions<>.Value))!.GetValue(options);
            }
            catch (System.Reflection.TargetInvocationException refused) when (refused.InnerException is OptionsValidationException)
            {
                // It was read before it was judged.
            }
        }
    }

    [GeneratedRegex(":\\d+(?=:|$)")]
    private static partial Regex Number();
}
