using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Retries;
using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Host.Timers;

/// <summary>The services of timers.</summary>
internal static class TimerServices
{
    private const string StorageSetting = "AzureWebJobsStorage";

    public static void AddTimers(this IServiceCollection services, TimeProvider timeProvider)
    {
        services.AddSingleton(s => Storage(s, timeProvider));
        services.AddSingleton(s => TimerHost.For(
            s.GetRequiredService<HostIdentity>().Id, s.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton(s => new TimerListenerFactory(
            s.GetRequiredService<TimerHost>(),
            s.GetRequiredService<TimerStorage>().Statuses,
            s.GetRequiredService<TimerStorage>().Locks,
            timeProvider,
            RandomJitter.Next,
            s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<ITriggerListenerFactory>(s => new TimerFunctions(
            s.GetRequiredService<TimerListenerFactory>(),
            s.GetRequiredService<TimerHost>(),
            s.GetRequiredService<TimerStorage>().Statuses,
            Zone(s.GetRequiredService<IConfiguration>())));
    }

    private static TimerStorage Storage(IServiceProvider services, TimeProvider timeProvider)
    {
        var setting = services.GetRequiredService<IConfiguration>().GetSection(StorageSetting);
        if (setting.Value is { Length: > 0 } connectionString)
        {
            return InBlobs(connectionString);
        }

        // With an identity, as the genuine host also has it: not to be taken for no storage at all.
        return setting.GetChildren().Any()
            ? throw new InvalidOperationException($"The emulator reaches {StorageSetting} by a connection string only: '{StorageSetting}__…' is for the genuine host.")
            : TimerStorage.InFile(Path.Combine(services.GetRequiredService<HostSettings>().DataDirectory, "emulator.db"), timeProvider);
    }

    private static TimerStorage InBlobs(string connectionString)
    {
        try
        {
            return TimerStorage.InBlobs(connectionString);
        }
        catch (FormatException exception)
        {
            // Its message would repeat a part of the text, which may hold a key.
            throw new InvalidOperationException($"{StorageSetting} is no connection string ({exception.GetType().Name}). For Azurite it is 'UseDevelopmentStorage=true'.");
        }
    }

    private static TimeZoneInfo Zone(IConfiguration settings) =>
        settings["WEBSITE_TIME_ZONE"] is { Length: > 0 } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Local;
}
