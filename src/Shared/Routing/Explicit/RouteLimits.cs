namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>The sizes of explicit routes.</summary>
public static class RouteLimits
{
    /// <summary>Explicit routes in all: a request is compared with them one after the other, and each is in every route table.</summary>
    public const int Routes = 256;

    /// <summary>Of a definition as it is written: bytes of UTF-8.</summary>
    public const int Definition = 16 * 1024;

    public const int Backends = 16;

    public const int Weight = 1000;

    public const int Hosts = 16;

    public const int HostLength = 253;

    public const int PathLength = 256;

    public const int Segments = 32;

    public const int Methods = 16;

    public const int MethodLength = 32;

    /// <summary>Conditions on headers, and as many on the query.</summary>
    public const int Conditions = 8;

    public const int Values = 16;

    public const int NameLength = 64;

    public const int ValueLength = 256;

    public const int Tags = 8;

    /// <summary>Changes of headers, each way.</summary>
    public const int HeaderChanges = 16;

    public const int HeaderValueLength = 1024;

    /// <summary>Further attempts after the first.</summary>
    public const int Retries = 5;

    public const int DefaultRetries = 2;

    /// <summary>An order is from minus this to this.</summary>
    public const int Order = 1_000_000;

    public static TimeSpan ShortestTimeout { get; } = TimeSpan.FromMilliseconds(100);

    public static TimeSpan LongestTimeout { get; } = TimeSpan.FromHours(1);
}
