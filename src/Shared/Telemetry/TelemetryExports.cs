namespace ToskaMesh.Shared.Telemetry;

/// <summary>Where a process sends its telemetry, by the settings that the libraries themselves know.</summary>
/// <param name="AzureMonitor">The connection string of an Application Insights resource; null where nothing goes there.</param>
/// <param name="SignsIn">Whether it is sent by the process's identity, which that resource may demand.</param>
/// <param name="Otlp">Whether it is sent by OTLP; where to and how the library reads from the environment itself.</param>
public sealed record TelemetryExports(string? AzureMonitor, bool SignsIn, bool Otlp)
{
    public const string AzureMonitorSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public const string OtlpSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string IdentitySetting = "AZURE_CLIENT_ID";

    public bool Any => AzureMonitor is not null || Otlp;

    public static TelemetryExports Of(Func<string, string?> setting) => new(
        setting(AzureMonitorSetting) is { Length: > 0 } connection ? connection : null,
        !string.IsNullOrEmpty(setting(IdentitySetting)),
        !string.IsNullOrEmpty(setting(OtlpSetting)));
}
