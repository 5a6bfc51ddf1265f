using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Identity.Clients;

/// <summary>Reads the body that asks for a client.</summary>
public static class ClientOrderParser
{
    public static Parsed<ClientOrder> Parse(ReadOnlyMemory<byte> body) => JsonBody.Parse(body, Read);

    private static ClientOrder? Read(JsonFields fields)
    {
        var name = fields.Required("name")?.Text(1, ApiKeyOrderParser.NameLength);
        var grant = GrantFields.Read(fields, Role.Service, Role.Gateway);
        return name is null || grant is null ? null : new ClientOrder(name, grant);
    }
}
