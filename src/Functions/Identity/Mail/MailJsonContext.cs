using System.Text.Json.Serialization;

namespace ToskaMesh.Functions.Identity.Mail;

[JsonSerializable(typeof(MailContent))]
internal sealed partial class MailJsonContext : JsonSerializerContext;
