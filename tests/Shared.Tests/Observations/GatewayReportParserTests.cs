using System.Text;
using CsCheck;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Shared.Validation;
using ToskaMesh.Testing.Observations;

namespace ToskaMesh.Shared.Tests.Observations;

public sealed class GatewayReportParserTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1);

    [Fact]
    public void Parse_WhatAGatewayWrites_IsWhatItMeant()
    {
        var rejected = new RejectedDocument("older_version", ["1.1 is not newer than 1.2,\nwhich serves."], At);
        var report = new GatewayReport
        {
            Gateway = InstanceId.Parse("host-8080"),
            Mode = GatewayMode.Resting,
            Documents = [Reports.Applied(1, 2, At, rejected), new FollowedDocument(DocumentNames.Credentials, null, null)],
            Instances =
            [
                Reports.Changed("orders-1", ObservedState.Ejected, "refused"),
                Reports.Changed("orders-2", ObservedState.Recovered),
                Reports.Counted("orders-3", At, TimeSpan.FromTicks(1), new RequestFigures(9, 1, 2)),
                Reports.Counted("orders-3", At.AddTicks(1), TimeSpan.FromTicks(1), new RequestFigures(9, 1, 2)),
                Reports.Counted("orders-3", At, TimeSpan.FromTicks(1), new RequestFigures(1, 0, 0), mark: 1_767_323_045_000),
                Reports.Counted("orders-4", At, TimeSpan.FromSeconds(10), new RequestFigures(1, 0, 0)) with { State = ObservedState.Failing, Output = "answered 503" },
            ],
            Routes =
            [
                new(ConfigurationName.Parse("shop"), 2, new WindowFigures(At, At.AddTicks(1), new RequestFigures(3, 2, 1))),
                new(ConfigurationName.Parse("shop"), 2, new WindowFigures(At, At.AddTicks(1), new RequestFigures(3, 2, 1)) { Mark = 7 }),
            ],
        };

        var parsed = GatewayReportParser.Parse(GatewayReportJson.Serialize(report));

        Assert.Empty(parsed.Errors);
        Assert.Equal((report.Gateway, report.Mode), (parsed.Value!.Gateway, parsed.Value.Mode));
        Assert.Equal(report.Documents, parsed.Value.Documents);
        Assert.Equal(report.Instances, parsed.Value.Instances);
        Assert.Equal(report.Routes, parsed.Value.Routes);
    }

    [Fact]
    public void Parse_TheLeast_IsAGatewayThatIsThere()
    {
        var report = Parse("""{"gateway":"g","documents":[{"name":"routes.json","applied":null,"rejected":null}]}""").Value;

        Assert.Equal("g", report?.Gateway.Value);
        Assert.Equal(new FollowedDocument(DocumentNames.RouteTable, null, null), Assert.Single(report!.Documents));
        Assert.Empty(report.Instances);
    }

    [Fact]
    public void Parse_Faults_AreAllNamedAtOnce() =>
        Assert.Equal(
            [
                "/documents/0/applied/at", "/documents/0/applied/epoch", "/documents/0/applied/version", "/documents/0/rejected/at", "/documents/0/rejected/reason",
                "/documents/1/name", "/gateway", "/instances/0/serviceId", "/instances/0/state", "/instances/1/failures", "/instances/1/mark", "/instances/1/output",
                "/instances/2/requests", "/instances/2/windowEnd", "/instances/2/windowStart", "/instances/3/windowEnd", "/mode", "/surprise",
            ],
            Parse("""
                {"mode":"asleep","surprise":1,
                 "documents":[{"name":"routes.json","applied":{"epoch":0,"version":1.5,"at":"2026-01-02T03:04:05"},"rejected":{}},{"name":"mesh.db"}],
                 "instances":[{"serviceName":"orders","state":"sad"},
                              {"serviceName":"orders","serviceId":"a","output":"x","failures":1,"mark":1},
                              {"serviceName":"orders","serviceId":"b","requests":0},
                              {"serviceName":"orders","serviceId":"c","requests":1,"windowStart":"2026-01-02T03:04:05Z","windowEnd":"2026-01-02T05:04:05+02:00"}]}
                """).Errors.Select(error => error.Pointer).Order(StringComparer.Ordinal));

    [Fact]
    public void Parse_OneTwice_IsRefused()
    {
        Assert.Equal("/documents", Assert.Single(Parse("""{"gateway":"g","documents":[{"name":"routes.json"},{"name":"routes.json"}]}""").Errors).Pointer);
        Assert.Equal(
            "/instances",
            Assert.Single(Parse("""{"gateway":"g","instances":[{"serviceName":"a","serviceId":"1"},{"serviceName":"b","serviceId":"1"}]}""").Errors).Pointer);
        var counted = Reports.Counted("orders-1", At, TimeSpan.FromSeconds(1), new RequestFigures(1, 0, 0));
        Assert.Equal("/instances", Assert.Single(GatewayReportParser.Parse(GatewayReportJson.Serialize(Reports.From("g", counted, counted))).Errors).Pointer);
    }

    [Fact]
    public void Parse_MoreThanTheLimit_IsRefused()
    {
        var many = Enumerable.Range(0, ObservationLimits.Entries + 1).Select(i => Reports.Changed($"i-{i}", ObservedState.Passing)).ToList();

        Assert.True(GatewayReportParser.Parse(GatewayReportJson.Serialize(Reports.From("g", many[1..]))).Succeeded);
        Assert.Equal("/instances", Assert.Single(GatewayReportParser.Parse(GatewayReportJson.Serialize(Reports.From("g", many))).Errors).Pointer);
    }

    [Fact]
    public void Parse_MutatedReport_AnswersAValueOrReasons()
    {
        var valid = Encoding.UTF8.GetString(GatewayReportJson.Serialize(
            Reports.From("g", Reports.Counted("a", At, TimeSpan.FromSeconds(1), new RequestFigures(1, 1, 1))) with { Documents = [Reports.Applied(1, 1, At)] }));

        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Int[0, 12], Gen.OneOf("null", "1e999", "-0", "\"\\ud800\"", "{}", "[]", "\"", "\\u0000", "é"))
            .Sample((at, length, text) =>
            {
                var parsed = Parse(valid[..at] + text + valid[Math.Min(valid.Length, at + length)..]);
                return parsed.Succeeded == (parsed.Errors.Count == 0);
            });
    }

    private static Parsed<GatewayReport> Parse(string body) => GatewayReportParser.Parse(Encoding.UTF8.GetBytes(body));
}
