using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ToskaMesh.Shared.Registry;

/// <summary>Reads the setting <c>Mesh:AllowedNetworks</c>.</summary>
public static class AddressNetworks
{
    public const string Rule = "must be networks such as 10.0.0.0/8 or fd00::/8, or single addresses, separated by commas";

    /// <summary>Of an empty text: none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<IPNetwork>? networks)
    {
        var read = new List<IPNetwork>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network))
            {
                read.Add(network);
            }
            else if (IPAddress.TryParse(part, out var single))
            {
                read.Add(new IPNetwork(single, single.GetAddressBytes().Length * 8));
            }
            else
            {
                networks = null;
                return false;
            }
        }

        networks = read;
        return true;
    }

    /// <exception cref="FormatException">One of them is no network.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string text) =>
        TryParse(text, out var networks) ? networks : throw new FormatException($"'{text}': it {Rule}.");
}
