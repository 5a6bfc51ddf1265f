using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ToskaMesh.Functions.Store;

/// <summary>A time as the 100 ns units since year 1, UTC: nothing is lost, and numbers order as times do.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
