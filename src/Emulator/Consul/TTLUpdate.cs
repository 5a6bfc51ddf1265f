#nullable disable

namespace Consul;

internal sealed record TTLUpdate(string Status, string Output);
