using CsCheck;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

public sealed class RouteTableReaderProperties
{
    private readonly record struct Step(RouteTable Table, (int Position, byte Value)[] Damage);

    private static readonly Gen<Step> Steps = Gen.Select(
        RouteTables.Tables,
        Gen.OneOf(Gen.Const(Array.Empty<(int, byte)>()), Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 3]),
        (table, damage) => new Step(table, damage));

    [Fact]
    public void AnyDocuments_OneAfterAnother_ReadAsEachByItself() => Steps.Array[1, 6].Sample(steps =>
    {
        var reader = new RouteTableReader();
        foreach (var step in steps)
        {
            var document = RouteTableJson.Serialize(step.Table);
            foreach (var (position, value) in step.Damage)
            {
                document[position % document.Length] = value;
            }

            var (expected, actual) = (RouteTableJson.Read(document), reader.Read(document));

            Assert.Equal(expected.Rejection, actual.Rejection);
            Assert.Equal(expected.Errors, actual.Errors);
            if (expected.Accepted)
            {
                Assert.Equal(RouteTableJson.Serialize(expected.Table), RouteTableJson.Serialize(actual.Table!));
            }
        }
    });

    [Fact]
    public void Services_ThatDidNotChange_AreThoseOfTheTableBefore()
    {
        var reader = new RouteTableReader();
        var before = reader.Read(RouteTableJson.Serialize(Table(Service("a"), Service("c"), Service("d"), Service("f")))).Table!.Services;

        // A document that is refused in between changes nothing of that.
        Assert.False(reader.Read(RouteTableJson.Serialize(Table(Service("a"), Service("A")))).Accepted);
        var now = reader.Read(RouteTableJson.Serialize(Table(Service("b"), Service("c"), Service("d", weight: 2), Service("e"), Service("f")))).Table!.Services;

        Assert.Equal(["b", "c", "d", "e", "f"], now.Select(service => service.Name));
        Assert.Same(before[1], now[1]);
        Assert.Equal(2, now[2].Instances[0].Weight);
        Assert.Same(before[3], now[4]);
    }

    [Fact]
    public void Ids_OfServicesThatDidNotChange_AreStillTakenForOthers()
    {
        var reader = new RouteTableReader();
        Assert.True(reader.Read(RouteTableJson.Serialize(Table(Service("a")))).Accepted);

        var reading = reader.Read(RouteTableJson.Serialize(Table(Service("a"), Service("b", id: "a-1"))));

        Assert.Equal(["/services/1/instances/0/id: 'a-1' stands twice."], reading.Errors);
    }

    private static RouteTable Table(params RoutedService[] services) => new() { Epoch = 1, Version = 1, Services = services };

    private static RoutedService Service(string name, int weight = 1, string? id = null) => new()
    {
        Name = name,
        Instances = [new RoutedInstance { Id = id ?? $"{name}-1", Address = "10.0.0.1", Port = 80, Weight = weight, Routed = true }],
    };
}
