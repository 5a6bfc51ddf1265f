using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.OpenApi;

/// <summary>The OpenAPI 3.1 document, made from the functions themselves when it is first asked for.</summary>
public sealed class OpenApiDocument(HttpFunctions functions)
{
    private readonly Lazy<byte[]> _bytes = new(() => JsonSerializer.SerializeToUtf8Bytes(Create(functions)));

    internal byte[] ToBytes() => _bytes.Value;

    private static JsonObject Create(HttpFunctions functions)
    {
        var schemas = new OpenApiSchemas();
        var paths = new JsonObject();
        foreach (var function in functions.All.Where(function => !function.Route.IsCatchAll))
        {
            Add(paths, function, schemas);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Toska Mesh control plane", ["version"] = "1" },
            ["security"] = new JsonArray(new JsonObject { ["apiKey"] = new JsonArray() }, new JsonObject { ["bearer"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.ToJson(),
                ["securitySchemes"] = new JsonObject
                {
                    ["apiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = ApiKey.Header },
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                },
            },
        };
    }

    private static void Add(JsonObject paths, HttpFunction function, OpenApiSchemas schemas)
    {
        var path = "/" + function.Route.Text;
        var item = paths[path]?.AsObject() ?? new JsonObject();
        paths[path] = item;
        foreach (var method in function.Methods)
        {
            item[method.ToLowerInvariant()] = new OpenApiOperation(function, schemas).ToJson();
        }
    }
}
