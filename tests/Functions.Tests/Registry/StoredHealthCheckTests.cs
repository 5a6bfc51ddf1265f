using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Tests.Registry;

public sealed class StoredHealthCheckTests
{
    // As a build wrote it that knew http, https and ttl only.
    private const string Older =
        """{"Type":"Http","Endpoint":"/health","Interval":"00:00:10","Timeout":"00:00:02","HealthyThreshold":2,"UnhealthyThreshold":3,"DeregisterCriticalAfter":"00:10:00","IsProbed":true}""";

    private static readonly HealthCheck Plain = new() { Type = HealthCheckType.Http, Endpoint = "/health" };

    [Fact]
    public void RowOfAnOlderBuild_IsRead() => Assert.Equal(Plain, RowJson.ReadHealthCheck(Older));

    [Fact]
    public void PlainCheck_IsWrittenAsBefore() => Assert.Equal(Older, RowJson.Write(Plain));
}
