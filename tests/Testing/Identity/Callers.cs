using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Identity;

public static class Callers
{
    public static Caller Admin { get; } = new("admin", Role.Admin, new HashSet<ServiceName>(), new HashSet<string>());

    public static Caller Gateway { get; } = new("gateway", Role.Gateway, new HashSet<ServiceName>(), new HashSet<string>());

    /// <summary>A person without a right beyond reading.</summary>
    public static Caller User { get; } =
        new("user", Role.User, new HashSet<ServiceName>(), new HashSet<string>()) { Kind = CallerKind.User, SessionId = "session" };

    public static Caller Of(params string[] services) =>
        new("service", Role.Service, services.Select(ServiceName.Parse).ToHashSet(), new HashSet<string>());

    public static Caller With(this Caller caller, string scope) => caller with { Scopes = new HashSet<string> { scope } };
}
