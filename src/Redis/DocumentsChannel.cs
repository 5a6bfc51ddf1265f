using StackExchange.Redis;

namespace ToskaMesh.Redis;

/// <summary>Where the control plane tells gateways that a document was replaced. A hint: who misses it finds out by polling.</summary>
internal static class DocumentsChannel
{
    public static RedisChannel Name { get; } = RedisChannel.Literal("toskamesh:documents");

    public static RedisValue Message(string document, string tag) => $"{document} {tag}";

    public static bool IsAbout(RedisValue message, string document) =>
        ((string?)message)?.StartsWith($"{document} ", StringComparison.Ordinal) is true;
}
