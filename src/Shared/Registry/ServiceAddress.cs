using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// Where an instance listens: an IP address (IPv6 without brackets or zone) or a DNS name (RFC 1123), in the one form
/// in which two spellings of the same address are equal. Whether it may be used is <see cref="AddressRules"/>' decision.
/// </summary>
public sealed partial record ServiceAddress
{
    public const int MaxLength = 253;

    public const string Rule = "must be an IP address or a DNS name of at most 253 characters";

    private ServiceAddress(string value, IPAddress? ip) => (Value, Ip) = (value, ip);

    public string Value { get; }

    /// <summary>Null for a DNS name.</summary>
    public IPAddress? Ip { get; }

    /// <summary>As it stands in the authority of a URL (RFC 3986, section 3.2.2).</summary>
    public string Host => Ip is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } ? $"[{Value}]" : Value;

    /// <summary>A loopback address, or a name that always means one (RFC 6761, section 6.3).</summary>
    public bool IsLoopback =>
        Ip is { } ip ? IPAddress.IsLoopback(ip) : Value is "localhost" || Value.EndsWith(".localhost", StringComparison.Ordinal);

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ServiceAddress? address)
    {
        address = text switch
        {
            null or { Length: 0 or > MaxLength } => null,
            _ when DottedQuad().IsMatch(text) || text.Contains(':') => FromIp(text),

            // "2130706433", "0x7f.1" and "127.1" are addresses to a resolver but look like names: such a last label is refused.
            _ when Name().IsMatch(text) && !NumericLabel().IsMatch(text) => new ServiceAddress(text.ToLowerInvariant(), null),
            _ => null,
        };
        return address is not null;
    }

    /// <exception cref="FormatException">The text is no address.</exception>
    public static ServiceAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no address: it {Rule}.");

    public override string ToString() => Value;

    private static ServiceAddress? FromIp(string text)
    {
        if (text.AsSpan().IndexOfAny('[', ']', '%') >= 0 || !IPAddress.TryParse(text, out var ip))
        {
            return null;
        }

        var plain = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        return new ServiceAddress(plain.ToString(), plain);
    }

    [GeneratedRegex("^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!\\z)|\\z)){4}")]
    private static partial Regex DottedQuad();

    [GeneratedRegex("^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\z")]
    private static partial Regex Name();

    [GeneratedRegex("(?:^|\\.)(?:[0-9]+|0[xX][0-9A-Fa-f]*)\\z")]
    private static partial Regex NumericLabel();
}
