using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Identity;

/// <summary>The wire form of the gateways' second document.</summary>
public static class CredentialTableJson
{
    private static readonly CredentialTableJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter<Role>(allowIntegerValues: false) },
    });

    public static byte[] Serialize(CredentialTable table) => JsonSerializer.SerializeToUtf8Bytes(table, Context.CredentialTable);

    /// <summary>False, with the reason, for anything that is not a whole document of the schema this build reads.</summary>
    public static bool TryRead(ReadOnlySpan<byte> document, [NotNullWhen(true)] out CredentialTable? table, [NotNullWhen(false)] out string? error)
    {
        table = null;
        error = null;
        try
        {
            var read = JsonSerializer.Deserialize(document, Context.CredentialTable);
            error = read is null ? "The document is null." : CredentialTableRules.Fault(read);
            table = error is null ? read : null;
        }
        catch (JsonException exception)
        {
            error = exception.Message;
        }

        return table is not null && error is null;
    }
}
