namespace ToskaMesh.Gateway.Documents;

/// <param name="Prefix">For example <c>toska_route_table</c>.</param>
internal sealed record DocumentMetricNames<T>(string Prefix);
