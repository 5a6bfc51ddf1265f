using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Identity;

/// <summary>Reads the body that asks for an API key.</summary>
public static class ApiKeyOrderParser
{
    public const int NameLength = 100;

    public static Parsed<ApiKeyOrder> Parse(ReadOnlyMemory<byte> body, DateTimeOffset now) => JsonBody.Parse(body, fields => Read(fields, now));

    private static ApiKeyOrder? Read(JsonFields fields, DateTimeOffset now)
    {
        var name = fields.Required("name")?.Text(1, NameLength);
        var grant = GrantFields.Read(fields, Role.Admin, Role.Service, Role.Gateway);
        var expiresAt = fields.Optional("expiresAt")?.Moment();
        if (expiresAt <= now)
        {
            fields.Fault("expiresAt", "must be in the future");
        }

        return name is null || grant is null ? null : new ApiKeyOrder(name, grant, expiresAt);
    }
}
