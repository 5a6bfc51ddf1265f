using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using ToskaMesh.Functions.Telemetry;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public void WithoutASetting_NothingOfItIsThere() => Assert.Empty(Services());

    [Fact]
    public void WithAConnectionString_AppIsPutTogether()
    {
        using var app = ControlPlane.CreateBuilder(["--APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=33333333-3333-3333-3333-333333333333"]).Build();

        Assert.NotNull(app.Services.GetRequiredService<MeterProvider>());
    }

    /// <summary>By OTLP over HTTP, to a collector that takes what comes.</summary>
    [Fact]
    public async Task Metrics_OfTheMesh_ReachACollector()
    {
        await using var collector = await Collector.StartAsync();
        var services = Services(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await using var provider = services.BuildServiceProvider();
        var meters = provider.GetRequiredService<MeterProvider>();
        using var meter = new Meter(MessagingMeter.Name);
        meter.CreateCounter<long>("toska_telemetry_test").Add(1);

        Assert.True(meters.ForceFlush(10_000));
        await Eventually.TrueAsync(() => collector.Received.Any(body => body.Contains("toska_telemetry_test", StringComparison.Ordinal)), "the metric is at the collector");
    }

    private static ServiceCollection Services(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        var services = new ServiceCollection();
        if (settings.Length > 0)
        {
            services.AddSingleton<IConfiguration>(configuration);
        }

        services.AddTelemetry(configuration);
        return services;
    }
}
