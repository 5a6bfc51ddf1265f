using Microsoft.EntityFrameworkCore;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>The parts that the registry's queries are made of. Names and ids order by their bytes, as the store compares them.</summary>
internal static class RegistryQueries
{
    public static IQueryable<InstanceRow> Matching(this IQueryable<InstanceRow> rows, InstanceFilter filter, RegistryView view)
    {
        rows = rows.AsNoTracking();
        foreach (var tag in filter.Tags)
        {
            rows = rows.Where(row => row.Tags.Contains(tag));
        }

        if (filter.Zone is { } zone)
        {
            rows = rows.Where(row => row.Zone == zone);
        }

        return filter.HealthyOnly
            ? rows.Where(row => row.Status == HealthStatus.Healthy && (row.ExpiresAt > view.Now || (row.ExpiresAt > view.SparedAfter && row.Lease > view.AwakeFor)))
            : rows;
    }

    public static IQueryable<InstanceRow> Matching(this IQueryable<InstanceRow> rows, StatusFilter filter, RegistryView view)
    {
        rows = filter.Service is { } service ? rows.AsNoTracking().Of(service) : rows.AsNoTracking();
        return filter.Status switch
        {
            null => rows,
            HealthStatus.Unhealthy => rows.Unhealthy(view),
            { } status => rows.Where(row => row.Status == status && (row.ExpiresAt > view.Now || (row.ExpiresAt > view.SparedAfter && row.Lease > view.AwakeFor))),
        };
    }

    /// <summary>By the store or by time.</summary>
    public static IQueryable<InstanceRow> Unhealthy(this IQueryable<InstanceRow> rows, RegistryView view) => rows.Where(row =>
        row.Status == HealthStatus.Unhealthy || (row.ExpiresAt <= view.Now && (row.ExpiresAt <= view.SparedAfter || row.Lease <= view.AwakeFor)));

    public static IQueryable<TombstoneRow> Matching(this IQueryable<TombstoneRow> rows, InstanceFilter filter)
    {
        foreach (var tag in filter.Tags)
        {
            rows = rows.Where(row => row.Tags.Contains(tag));
        }

        if (filter.Zone is { } zone)
        {
            rows = rows.Where(row => row.Zone == zone);
        }

        return filter.HealthyOnly ? rows.Where(row => row.Status == HealthStatus.Healthy) : rows;
    }

    public static IQueryable<TombstoneRow> Remembered(this IQueryable<TombstoneRow> rows, RegistryView view)
    {
        var since = view.Now - Tombstone.Retention;
        return rows.AsNoTracking().Where(row => row.DeregisteredAt > since);
    }

    public static IQueryable<InstanceRow> Of(this IQueryable<InstanceRow> rows, ServiceName service) =>
        rows.Where(row => row.Service == service.Value);

    public static IQueryable<TombstoneRow> Of(this IQueryable<TombstoneRow> rows, ServiceName service) =>
        rows.Where(row => row.Service == service.Value);

    /// <summary>One more than the page holds, which tells whether there is a next one.</summary>
    public static IQueryable<InstanceRow> Page(this IQueryable<InstanceRow> rows, PageRequest page) =>
        (page.After is { } after ? rows.Where(row => row.Id.CompareTo(after) > 0) : rows).OrderBy(row => row.Id).Take(page.Limit + 1);

    public static IQueryable<TombstoneRow> Page(this IQueryable<TombstoneRow> rows, PageRequest page) =>
        (page.After is { } after ? rows.Where(row => row.Id.CompareTo(after) > 0) : rows).OrderBy(row => row.Id).Take(page.Limit + 1);

    public static Page<TItem> Cut<TRow, TItem>(this PageRequest page, List<TRow> rows, Func<TRow, string> key, Func<TRow, TItem> map) =>
        rows.Count > page.Limit
            ? new Page<TItem>([.. rows.Take(page.Limit).Select(map)], key(rows[page.Limit - 1]))
            : new Page<TItem>([.. rows.Select(map)], null);
}
