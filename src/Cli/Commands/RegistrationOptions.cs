using System.CommandLine;
using System.Text.Json.Nodes;

namespace ToskaMesh.Cli.Commands;

/// <summary>A registration on the command line. What is valid is the mesh's decision: here it is only put into JSON.</summary>
internal sealed class RegistrationOptions
{
    private readonly Argument<string> _service = new("service") { Description = "Name of the service" };
    private readonly Option<int> _port = new("--port") { Description = "Port of the instance", HelpName = "N", Required = true, CustomParser = WholeNumber.Parse };
    private readonly Option<string> _address = Text("--address", "IP address or DNS name of the instance", "127.0.0.1");
    private readonly Option<string?> _id = Text("--id", "Id, unique in the mesh [default: service-address-port]");
    private readonly Option<string?> _scheme = Text("--scheme", "http, https or h2c [default: http]");
    private readonly Option<string[]> _tags = new("--tag") { Description = "A tag; may be repeated", HelpName = "TAG" };
    private readonly Option<string[]> _metadata = new("--metadata") { Description = "A pair NAME=VALUE; may be repeated", HelpName = "NAME=VALUE" };
    private readonly Option<int?> _weight = Number("--weight", "Share of the traffic under weighted balancing; 0 drains [default: 1]");
    private readonly Option<string?> _zone = Text("--zone", "Zone of the instance");
    private readonly Option<string?> _version = Text("--service-version", "Version of the service");
    private readonly Option<int?> _lease = Number("--lease", "Seconds that the mesh believes the instance without a heartbeat [default: 30]");
    private readonly Option<string?> _health = Text("--health", "Path that is probed over HTTP, such as /health");
    private readonly Option<string?> _access = Text("--access", "anonymous or authenticated, for the whole service [default: unchanged; at first authenticated]");
    private readonly Option<string[]> _roles = new("--require-role") { Description = "Role of which callers of the service need one: user, service or admin; may be repeated [default: unchanged; at first none]", HelpName = "ROLE" };
    private readonly Option<string[]> _scopes = new("--require-scope") { Description = "Scope that callers of the service need; may be repeated [default: unchanged; at first none]", HelpName = "SCOPE" };
    private readonly Option<bool?> _passAuthorization = new("--pass-authorization") { Description = "Whether the service gets its callers' Authorization header, true or false [default: unchanged; at first false]" };
    private readonly Option<string?> _balancing = Text("--balancing", "roundRobin, powerOfTwoChoices, leastRequests, random or weighted [default: unchanged; at first roundRobin]");

    public RegistrationOptions() =>
        _metadata.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"--metadata {token.Value}: write it as NAME=VALUE.");
            }
        });

    public void AddTo(Command command)
    {
        command.Arguments.Add(_service);
        Option[] options =
            [_port, _address, _id, _scheme, _tags, _metadata, _weight, _zone, _version, _lease, _health, _access, _roles, _scopes, _passAuthorization, _balancing];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The request; what was not given is left out, so that the mesh's own defaults hold.</summary>
    public JsonObject Body(ParseResult arguments)
    {
        var service = arguments.GetRequiredValue(_service);
        var address = arguments.GetRequiredValue(_address);
        var port = arguments.GetRequiredValue(_port);
        var body = new JsonObject
        {
            ["serviceName"] = service,
            ["serviceId"] = arguments.GetValue(_id) ?? $"{service}-{address}-{port}",
            ["address"] = address,
            ["port"] = port,
        };
        Set(body, "scheme", arguments.GetValue(_scheme));
        Set(body, "weight", arguments.GetValue(_weight));
        Set(body, "zone", arguments.GetValue(_zone));
        Set(body, "version", arguments.GetValue(_version));
        Set(body, "leaseSeconds", arguments.GetValue(_lease));
        Set(body, "tags", Many(arguments.GetValue(_tags), Texts));
        Set(body, "metadata", Many(arguments.GetValue(_metadata), Pairs));
        Set(body, "healthCheck", arguments.GetValue(_health) is { } path ? new JsonObject { ["type"] = "http", ["endpoint"] = path } : null);
        Set(body, "routing", Routing(arguments));
        return body;
    }

    private JsonObject? Routing(ParseResult arguments)
    {
        var routing = new JsonObject();
        Set(routing, "access", arguments.GetValue(_access));
        Set(routing, "requiredRoles", Many(arguments.GetValue(_roles), Texts));
        Set(routing, "requiredScopes", Many(arguments.GetValue(_scopes), Texts));
        Set(routing, "passAuthorization", arguments.GetValue(_passAuthorization));
        Set(routing, "loadBalancing", arguments.GetValue(_balancing));
        return routing.Count == 0 ? null : routing;
    }

    private static JsonObject Pairs(string[] pairs)
    {
        var metadata = new JsonObject();
        foreach (var pair in pairs)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            metadata[pair[..at]] = pair[(at + 1)..];
        }

        return metadata;
    }

    private static JsonArray Texts(string[] texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonNode? Many(string[]? values, Func<string[], JsonNode> make) => values is { Length: > 0 } ? make(values) : null;

    private static void Set(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private static Option<string> Text(string name, string description, string value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<int?> Number(string name, string description) => new(name) { Description = description, HelpName = "N", CustomParser = WholeNumber.ParseOptional };
}
