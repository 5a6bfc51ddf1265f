using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Identity;

[JsonSerializable(typeof(CredentialTable))]
internal sealed partial class CredentialTableJsonContext : JsonSerializerContext;
