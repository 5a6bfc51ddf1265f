namespace ToskaMesh.Gateway.Routing;

/// <summary>
/// What an instance is called in its cluster. YARP keeps a destination's health with its key, and compares keys without
/// case. With the address in it an instance that moved starts afresh, and ids that differ in case only cannot displace
/// each other.
/// </summary>
internal static class DestinationKey
{
    // Neither an id nor an address has one.
    private const char Separator = ' ';

    public static string Of(string instance, string address) => $"{instance}{Separator}{address}";

    public static string InstanceOf(string key) => key.Split(Separator)[0];
}
