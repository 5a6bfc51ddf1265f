using CsCheck;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class RouteTableDiffProperties
{
    [Fact]
    public void AnyTwoTables_DiffAppliedToTheOlder_IsTheNewer() => Gen.Select(RouteTables.Services, RouteTables.Services).Sample((older, newer) =>
    {
        var applied = Apply(older, RouteTableDiff.Between(older, newer));

        Assert.Equal(Bytes(newer), Bytes(applied));
    });

    [Fact]
    public void AnyTable_AgainstItself_HasNoDiff() => RouteTables.Tables.Sample(table =>
    {
        var copy = RouteTableJson.Read(RouteTableJson.Serialize(table)).Table!;

        Assert.True(RouteTableDiff.Between(table.Services, copy.Services).IsEmpty);
    });

    [Fact]
    public void AnyTwoTables_Diff_NamesEachServiceOnce() => Gen.Select(RouteTables.Services, RouteTables.Services).Sample((older, newer) =>
    {
        var diff = RouteTableDiff.Between(older, newer);

        string[] names = [.. diff.Added.Concat(diff.Removed).Concat(diff.Changed).Select(service => service.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(diff.Changed, service => Assert.NotEqual(Bytes([older.Single(other => other.Name == service.Name)]), Bytes([service])));
    });

    private static IEnumerable<RoutedService> Apply(IReadOnlyList<RoutedService> older, RouteTableDiff diff)
    {
        var services = older.ToDictionary(service => service.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var service in diff.Removed)
        {
            services.Remove(service.Name);
        }

        foreach (var service in diff.Added.Concat(diff.Changed))
        {
            services[service.Name] = service;
        }

        return services.Values.OrderBy(service => service.Name, StringComparer.Ordinal);
    }

    private static byte[] Bytes(IEnumerable<RoutedService> services) =>
        RouteTableJson.Serialize(new RouteTable { Epoch = 1, Version = 1, Services = [.. services] });
}
