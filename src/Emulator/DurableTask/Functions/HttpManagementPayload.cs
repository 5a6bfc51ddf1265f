using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Addresses at which an orchestration is managed. They carry the system key: for nobody but operators.</summary>
public class HttpManagementPayload
{
    [JsonInclude, JsonPropertyName("id")]
    public string? Id { get; internal set; }

    [JsonInclude, JsonPropertyName("statusQueryGetUri")]
    public string? StatusQueryGetUri { get; internal set; }

    [JsonInclude, JsonPropertyName("sendEventPostUri")]
    public string? SendEventPostUri { get; internal set; }

    [JsonInclude, JsonPropertyName("terminatePostUri")]
    public string? TerminatePostUri { get; internal set; }

    [JsonInclude, JsonPropertyName("purgeHistoryDeleteUri")]
    public string? PurgeHistoryDeleteUri { get; internal set; }

    [JsonInclude, JsonPropertyName("suspendPostUri")]
    public string? SuspendPostUri { get; internal set; }

    [JsonInclude, JsonPropertyName("resumePostUri")]
    public string? ResumePostUri { get; internal set; }
}
