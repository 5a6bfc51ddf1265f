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
    public static void AddTimers(this IServiceCollection services, TimeProvider timeProvider)
    {
        services.AddSingleton(s => new TimerDatabase(Path.Combine(s.GetRequiredService<HostSettings>().DataDirectory, "emulator.db")));
        services.AddSingleton<ITimerStatusStore, SqliteTimerStatusStore>();
        services.AddSingleton<ITimerLock>(s => new SqliteTimerLock(s.GetRequiredService<TimerDatabase>(), timeProvider));
        services.AddSingleton(s => TimerHost.For(
            s.GetRequiredService<HostIdentity>().Id, s.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton(s => new TimerListenerFactory(
            s.GetRequiredService<TimerHost>(),
            s.GetRequiredService<ITimerStatusStore>(),
            s.GetRequiredService<ITimerLock>(),
            timeProvider,
            RandomJitter.Next,
            s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<ITriggerListenerFactory>(s => new TimerFunctions(
            s.GetRequiredService<TimerListenerFactory>(),
            s.GetRequiredService<TimerHost>(),
            s.GetRequiredService<ITimerStatusStore>(),
            Zone(s.GetRequiredService<IConfiguration>())));
    }

    private static TimeZoneInfo Zone(IConfiguration settings) =>
        settings["WEBSITE_TIME_ZONE"] is { Length: > 0 } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Local;
}
