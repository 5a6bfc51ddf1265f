using System.Globalization;
using Microsoft.Extensions.Configuration;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Host.Durable;

namespace ToskaMesh.Emulator.Host.Settings;

/// <summary>The host's own settings, read once at start from <c>host.json</c> and the application's settings.</summary>
/// <param name="RoutePrefix">Without slashes at its ends; <c>extensions.http.routePrefix</c>, default <c>api</c>.</param>
/// <param name="FunctionTimeout">Null for no limit; <c>functionTimeout</c>, default 30 minutes, -1 for none.</param>
/// <param name="RequestBodyLimit">In bytes; <c>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT</c>, default 100 MiB.</param>
/// <param name="DataDirectory">Where the host keeps its files; <c>ToskaEmulator:DataDirectory</c> or <c>TOSKA_DATA</c>.</param>
/// <param name="Durable"><c>extensions.durableTask</c>.</param>
internal sealed record HostSettings(
    string RoutePrefix, TimeSpan? FunctionTimeout, long RequestBodyLimit, string DataDirectory, DurableSettings Durable)
{
    private const string DefaultDataDirectory = ".toska";
    private const long DefaultRequestBodyLimit = 100L * 1024 * 1024;
    private static readonly TimeSpan DefaultFunctionTimeout = TimeSpan.FromMinutes(30);

    /// <exception cref="InvalidOperationException">A setting is no value of its kind.</exception>
    public static HostSettings Read(string contentRoot, IConfiguration settings)
    {
        var hostJson = HostJson(contentRoot, settings);
        return new HostSettings(
            (hostJson["extensions:http:routePrefix"] ?? "api").Trim('/'),
            ReadTimeout(hostJson["functionTimeout"]),
            ReadLimit(settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"]),
            Path.GetFullPath(settings["ToskaEmulator:DataDirectory"] ?? settings["TOSKA_DATA"] ?? DefaultDataDirectory),
            DurableHostJson.Read(hostJson, settings));
    }

    /// <summary>As in the genuine host, a setting <c>AzureFunctionsJobHost__…</c> overrides one of the file.</summary>
    private static IConfigurationRoot HostJson(string contentRoot, IConfiguration settings) =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(contentRoot, "host.json"), optional: true, reloadOnChange: false)
            .AddConfiguration(settings.GetSection("AzureFunctionsJobHost"))
            .Build();

    private static TimeSpan? ReadTimeout(string? text) => text switch
    {
        null => DefaultFunctionTimeout,
        "-1" => null,
        _ when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) && timeout > TimeSpan.Zero => timeout,
        _ => throw new InvalidOperationException($"host.json: functionTimeout '{text}' is no positive hh:mm:ss. Use -1 for no limit."),
    };

    private static long ReadLimit(string? text) => text switch
    {
        null => DefaultRequestBodyLimit,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) => limit,
        _ => throw new InvalidOperationException($"FUNCTIONS_REQUEST_BODY_SIZE_LIMIT '{text}' is no number of bytes."),
    };
}
