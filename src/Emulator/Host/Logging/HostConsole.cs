using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ToskaMesh.Emulator.Host.Logging;

/// <summary>The host's console, which shows what the function app logs.</summary>
internal static class HostConsole
{
    /// <summary>Takes the worker's own console away, as the genuine builder does, and puts the host's in its place.</summary>
    public static void UseHostConsole(this ILoggingBuilder logging)
    {
        logging.Services.RemoveAll(static (s) => s.ImplementationType == typeof(ConsoleLoggerProvider));
        logging.AddConsole(o => o.FormatterName = HostConsoleFormatter.FormatterName);
        logging.AddConsoleFormatter<HostConsoleFormatter, ConsoleFormatterOptions>();
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
    }

    private static void RemoveAll(this IServiceCollection services, Predicate<ServiceDescriptor> match)
    {
        foreach (var descriptor in services.Where(s => !s.IsKeyedService && match(s)).ToList())
        {
            services.Remove(descriptor);
        }
    }
}
