using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Shared.Routing.Explicit;

public static partial class RouteDefinitionParser
{
    private static RequestMatch? ReadMatch(JsonFields fields)
    {
        var hosts = fields.Optional("hosts")?.Items(RouteLimits.Hosts, host => host.As<string>(HostPattern.TryRead, HostPattern.Rule))
            ?.Distinct(StringComparer.Ordinal).ToArray();
        var path = fields.Required("path")?.As<string>(TryReadPath, PathPattern.Rule);
        if (path is not null && ReservedPaths.Contains(path))
        {
            fields.Fault("path", ReservedPaths.Rule);
        }

        var methods = fields.Optional("methods")?.Items(RouteLimits.Methods, method => method.As<string>(TryReadMethod, "must be a method such as GET"))
            ?.Distinct(StringComparer.Ordinal).ToArray();
        var headers = fields.Optional("headers")?.Items(RouteLimits.Conditions, item => item.Object(condition => ReadCondition(condition, isHeader: true)));
        var query = fields.Optional("query")?.Items(RouteLimits.Conditions, item => item.Object(condition => ReadCondition(condition, isHeader: false)));
        return path is null ? null : new RequestMatch
        {
            Hosts = NullIfEmpty(hosts),
            Path = path,
            Methods = NullIfEmpty(methods),
            Headers = NullIfEmpty(headers?.ToArray()),
            Query = NullIfEmpty(query?.ToArray()),
        };
    }

    private static ValueMatch? ReadCondition(JsonFields fields, bool isHeader)
    {
        var name = fields.Required("name")?.Text(1, RouteLimits.NameLength);
        if (name is not null && isHeader && !HeaderRules.MayMatch(name))
        {
            fields.Fault("name", HeaderRules.MatchRule);
        }

        var mode = fields.Optional("mode") is { } field ? field.Enumeration<ValueMatchMode>() : ValueMatchMode.Exact;
        var isCaseSensitive = fields.Optional("caseSensitive")?.Boolean() ?? false;
        if (mode is ValueMatchMode.Exists)
        {
            fields.Refuse("has no meaning where it is enough to be there", "values");
            return name is null ? null : new ValueMatch(name, ValueMatchMode.Exists, null);
        }

        var values = fields.Required("values")?.Items(RouteLimits.Values, value => value.Text(1, RouteLimits.ValueLength));
        if (values is { Count: 0 })
        {
            fields.Fault("values", "must have at least one value");
        }

        return name is null || mode is null || values is null ? null : new ValueMatch(name, mode.Value, values) { CaseSensitive = isCaseSensitive };
    }

    private static RouteTransforms ReadTransforms(JsonFields fields)
    {
        var strip = fields.Optional("stripPrefix")?.As<string>(TryReadPrefix, PrefixRule);
        var add = fields.Optional("addPrefix")?.As<string>(TryReadPrefix, PrefixRule);
        var set = fields.Optional("setPath")?.As<string>(TryReadSetPath, $"{PrefixRule}, or be /");
        if (set is not null && (strip is not null || add is not null))
        {
            fields.Fault("setPath", "must stand without stripPrefix and addPrefix, which would change nothing");
        }

        return new RouteTransforms
        {
            StripPrefix = strip,
            AddPrefix = add,
            SetPath = set,
            RequestHeaders = ReadChanges(fields, "requestHeaders"),
            ResponseHeaders = ReadChanges(fields, "responseHeaders"),
        };
    }

    private static HeaderChange[]? ReadChanges(JsonFields fields, string name) =>
        NullIfEmpty(fields.Optional(name)?.Items(RouteLimits.HeaderChanges, item => item.Object(ReadChange))?.ToArray());

    private static HeaderChange? ReadChange(JsonFields fields)
    {
        var name = fields.Required("name")?.Text(1, RouteLimits.NameLength);
        if (name is not null && !HeaderRules.MayChange(name))
        {
            fields.Fault("name", HeaderRules.ChangeRule);
        }

        var action = fields.Optional("action") is { } field ? field.Enumeration<HeaderAction>() : HeaderAction.Set;
        if (action is HeaderAction.Remove)
        {
            fields.Refuse("has no meaning where the header is removed", "value");
            return name is null ? null : new HeaderChange(name, HeaderAction.Remove, null);
        }

        var value = fields.Required("value")?.Text(1, RouteLimits.HeaderValueLength);
        if (value?.Any(character => character is < ' ' or > '~') == true)
        {
            fields.Fault("value", "must be visible ASCII characters and spaces");
        }

        if (value?.Contains("${secret:", StringComparison.OrdinalIgnoreCase) == true)
        {
            fields.Fault("value", "must not refer to a secret: everybody who reads the route table reads it");
        }

        return name is null || action is null || value is null ? null : new HeaderChange(name, action.Value, value);
    }

    private const string PrefixRule = "must be a path such as /shop/v2, of literal segments without escapes, and not end with '/'";

    private static bool TryReadPath(string text, out string? path)
    {
        path = PathPattern.TryParse(text, out _) ? text : null;
        return path is not null;
    }

    // What is put into a path must be what it says on the way to the service, too.
    private static bool TryReadPrefix(string text, out string? prefix)
    {
        prefix = text is ['/', _, ..] and [.., not '/'] && !text.Contains('{', StringComparison.Ordinal) && PathPattern.TryParse(text, out _) && text.All(IsPlain)
            ? text
            : null;
        return prefix is not null;
    }

    private static bool TryReadSetPath(string text, out string? path)
    {
        path = text;
        return text == "/" || TryReadPrefix(text, out path);
    }

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || "/-._~!$&'()+,;=:@".Contains(character, StringComparison.Ordinal);

    private static bool TryReadMethod(string text, out string? method)
    {
        method = text.Length <= RouteLimits.MethodLength && HeaderRules.IsToken(text) && !text.Equals("CONNECT", StringComparison.OrdinalIgnoreCase)
            ? text.ToUpperInvariant()
            : null;
        return method is not null;
    }
}
