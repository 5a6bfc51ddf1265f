using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ToskaMesh.Gateway.Readiness;

/// <summary>A health report in the form that every part of the mesh answers.</summary>
internal static class HealthAnswer
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Plain);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        json.WriteString("duration", report.TotalDuration.ToString("c"));
        json.WriteStartArray("checks");
        foreach (var (name, entry) in report.Entries)
        {
            Write(json, name, entry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, HealthReportEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("status", entry.Status.ToString());
        json.WriteString("duration", entry.Duration.ToString("c"));
        if (entry.Description is { } description)
        {
            json.WriteString("description", description);
        }

        json.WriteStartObject("data");
        foreach (var (key, value) in entry.Data)
        {
            json.WriteString(key, value.ToString());
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
