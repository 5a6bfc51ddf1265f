namespace ToskaMesh.Infra.Tests.Settings;

/// <summary>Settings that no options class has: the host's, and those that a binding names.</summary>
internal static class NamedElsewhere
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("Mesh:Tick", "", "Schedule of the one timer, as NCRONTAB with six fields or a `TimeSpan`: every 5 s in active mode, every 5 minutes in resting mode. The host has no default for it.")
        {
            ReadBy = [Setting.FunctionApp],
        },
        new("Mesh:Identity:RotationSchedule", "", "When signing keys are looked at, as `Mesh:Tick`: each hour is enough. The host has no default for it.") { ReadBy = [Setting.FunctionApp] },
        new("Mesh:Kubernetes:Schedule", "", "When the Services of a Kubernetes cluster are looked at, as `Mesh:Tick`: every 10 s where `Mesh:Kubernetes:Import` is on. The host has no default for it.") { ReadBy = [Setting.FunctionApp] },
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", "", "An Application Insights resource: logs, traces and metrics go there. With `AZURE_CLIENT_ID` the process signs in for it.")
        {
            ReadBy = [Setting.FunctionApp, Setting.Gateway],
        },
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "", "A collector that speaks OTLP: logs, traces and metrics go there. The other variables of that name that OpenTelemetry defines hold, too.")
        {
            ReadBy = [Setting.FunctionApp, Setting.Gateway],
        },
        new("Mesh:ServiceBus:credential", "", "`managedidentity` where the triggers sign in with an identity; the host reads it.") { ReadBy = [Setting.FunctionApp] },
        new("Mesh:ServiceBus:clientId", "", "Which identity that is; without it the app's own. The host reads it.") { ReadBy = [Setting.FunctionApp] },
        new("AZURE_CLIENT_ID", "", "The client id of the user-assigned identity that the process signs in with at Azure; without it the system's own.")
        {
            ReadBy = [Setting.FunctionApp, Setting.Gateway],
        },
        new("TOSKA_DATA", "", "Another name for `Mesh:DataDirectory`, for every process of the mesh; the other one wins.") { ReadBy = [Setting.FunctionApp, Setting.Gateway] },
        new("AzureWebJobsStorage", "", "The host's own storage: timers, locks, and under the genuine host orchestrations. A connection string, or the parts `AzureWebJobsStorage:accountName` and `:credential` for the app's identity.")
        {
            ReadBy = [Setting.FunctionApp],
        },
        new("AzureWebJobs.NAME.Disabled", "false", "Switches the function NAME off, such as those that listen to a broker that is not there. As an environment variable `AzureWebJobs_NAME_Disabled`.")
        {
            ReadBy = [Setting.FunctionApp],
        },
    ];
}
