using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// A hash of what a registration means: spelling, order of keys and spelled-out defaults make no difference. Hashing
/// one JSON form with fixed order keeps fields from running into each other.
/// </summary>
public static class RegistrationFingerprint
{
    public static Registration Stamp(Registration registration) => registration with { Fingerprint = Of(registration) };

    private static string Of(Registration registration)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, registration);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, Registration registration)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(registration.ServiceName.Value);
        writer.WriteStringValue(registration.ServiceId.Value);
        writer.WriteStringValue(registration.Address.Value);
        writer.WriteNumberValue(registration.Port);
        writer.WriteNumberValue((int)registration.Scheme);
        writer.WriteNumberValue(registration.Weight);
        writer.WriteStringValue(registration.Zone);
        writer.WriteStringValue(registration.Version);
        writer.WriteNumberValue(registration.Lease.Ticks);
        WriteTexts(writer, registration.Tags);
        WriteMetadata(writer, registration.Metadata);
        WriteHealthCheck(writer, registration.HealthCheck);
        WriteRouting(writer, registration.Routing);
        writer.WriteEndArray();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteHealthCheck(Utf8JsonWriter writer, HealthCheck? check)
    {
        writer.WriteStartArray();
        if (check is not null)
        {
            writer.WriteNumberValue((int)check.Type);
            writer.WriteStringValue(check.Endpoint);
            writer.WriteNumberValue(check.Interval.Ticks);
            writer.WriteNumberValue(check.Timeout.Ticks);
            writer.WriteNumberValue(check.HealthyThreshold);
            writer.WriteNumberValue(check.UnhealthyThreshold);
            writer.WriteNumberValue(check.DeregisterCriticalAfter.Ticks);
            WriteProbe(writer, check);
        }

        writer.WriteEndArray();
    }

    // Only what is not a default, as a whole: a check that says none of it keeps the fingerprint it had before there
    // were these fields, so that no instance of an older registration becomes a change.
    private static void WriteProbe(Utf8JsonWriter writer, HealthCheck check)
    {
        if (check is { Port: null, Method: ProbeMethod.Get, Headers: null, ExpectedStatus: null, BodyMatch: null, TlsSkipVerify: false, Service: null })
        {
            return;
        }

        writer.WriteStartArray();
        writer.WriteNumberValue(check.Port ?? -1);
        writer.WriteNumberValue((int)check.Method);
        WriteHeaders(writer, check.Headers);
        writer.WriteStringValue(check.ExpectedStatus?.Value);
        writer.WriteStringValue(check.BodyMatch);
        writer.WriteBooleanValue(check.TlsSkipVerify);
        writer.WriteStringValue(check.Service);
        writer.WriteEndArray();
    }

    private static void WriteHeaders(Utf8JsonWriter writer, ProbeHeaders? headers)
    {
        writer.WriteStartArray();
        foreach (var (name, value) in headers?.Items ?? [])
        {
            // The case of a header's name means nothing.
            writer.WriteStringValue(name.ToUpperInvariant());
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteRouting(Utf8JsonWriter writer, ServiceRouting? routing)
    {
        writer.WriteStartArray();
        if (routing is not null)
        {
            writer.WriteNumberValue((int?)routing.Access ?? -1);
            writer.WriteNumberValue((int?)routing.LoadBalancing ?? -1);
            writer.WriteNumberValue(routing.Timeout?.Ticks ?? -1);
            writer.WriteNumberValue(routing.RateLimit?.Permits ?? -1);
            writer.WriteNumberValue(routing.RateLimit?.Window.Ticks ?? -1);
            writer.WriteNumberValue((int?)routing.RateLimit?.By ?? -1);
            WriteCallers(writer, routing);
        }

        writer.WriteEndArray();
    }

    // As with probes: a registration of before there were these fields keeps its fingerprint.
    private static void WriteCallers(Utf8JsonWriter writer, ServiceRouting routing)
    {
        if (routing is { RequiredRoles: null, RequiredScopes: null, PassAuthorization: null })
        {
            return;
        }

        WriteTexts(writer, routing.RequiredRoles?.Select(role => role.ToString()));
        WriteTexts(writer, routing.RequiredScopes);
        writer.WriteStringValue(routing.PassAuthorization?.ToString());
    }

    private static void WriteTexts(Utf8JsonWriter writer, IEnumerable<string>? texts)
    {
        if (texts is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
