using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Http;

/// <summary>What a reader of a list may ask for: <c>tag</c> (repeatable, all must be there), <c>zone</c>, <c>limit</c>, <c>continuation</c>.</summary>
internal sealed class ListQuery
{
    private static readonly string[] Filters = ["tag", "zone"];

    private static readonly string[] StatusFilters = ["service", "status"];

    private static readonly string[] Paging = ["limit", NextPage.Parameter];

    // RFC 3339: an offset is needed, or it would be read in the time zone of this machine.
    private static readonly string[] MomentFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly HttpRequestData _request;
    private readonly List<ProblemError> _errors = [];

    private ListQuery(HttpRequestData request) => _request = request;

    /// <summary>Of the path; null when there is none, or anything is at fault.</summary>
    public ServiceName? Service { get; private set; }

    public InstanceFilter Filter { get; private set; } = InstanceFilter.None;

    public StatusFilter Status { get; private set; } = new();

    public PageRequest Page { get; private set; } = PageRequest.First;

    public IReadOnlyList<ProblemError> Errors => _errors;

    public static ListQuery Parse(HttpRequestData request)
    {
        var query = new ListQuery(request);
        query.RefuseOthers([.. Filters, .. Paging]);
        query.Filter = new InstanceFilter(query.ReadTags(), query.ReadZone());
        query.Page = new PageRequest(query.ReadLimit(), query.ReadContinuation());
        return query;
    }

    /// <summary>Of instances by their health: <c>service</c>, <c>status</c>, <c>limit</c>, <c>continuation</c>.</summary>
    public static ListQuery ParseStatus(HttpRequestData request, string? serviceName = null)
    {
        var query = new ListQuery(request);
        query.RefuseOthers([.. serviceName is null ? StatusFilters : StatusFilters[1..], .. Paging]);
        query.Status = new StatusFilter(query.ReadService("service"), query.ReadStatus());
        query.Page = new PageRequest(query.ReadLimit(), query.ReadContinuation());
        if (serviceName is null)
        {
            return query;
        }

        query.Of(serviceName);
        query.Status = query.Status with { Service = query.Service };
        return query;
    }

    /// <summary>Of a list without filters.</summary>
    public static ListQuery ParsePaging(HttpRequestData request)
    {
        var query = new ListQuery(request);
        query.RefuseOthers(Paging);
        query.Page = new PageRequest(query.ReadLimit(), query.ReadContinuation());
        return query;
    }

    /// <summary>Of a list whose filters the caller reads.</summary>
    public static ListQuery ParseFilters(HttpRequestData request, params string[] filters)
    {
        var query = new ListQuery(request);
        query.RefuseOthers([.. filters, .. Paging]);
        query.Page = new PageRequest(query.ReadLimit(), query.ReadContinuation());
        return query;
    }

    public static ListQuery ParsePaging(HttpRequestData request, string serviceName) => ParsePaging(request).Of(serviceName);

    public static ListQuery Parse(HttpRequestData request, string serviceName, bool isPaged = true)
    {
        var query = Parse(request);
        if (!isPaged)
        {
            query.RefuseOthers(Filters);
        }

        return query.Of(serviceName);
    }

    private ListQuery Of(string serviceName)
    {
        if (!ServiceName.TryParse(serviceName, out var service))
        {
            Fault("serviceName", ServiceName.Rule);
        }

        Service = Errors.Count == 0 ? service : null;
        return this;
    }

    // A misspelled filter must not read as "everything".
    private void RefuseOthers(string[] known)
    {
        foreach (var name in _request.Query.AllKeys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            Fault(name ?? "", $"is not known here; known are {string.Join(", ", known)}");
        }
    }

    private string[] ReadTags()
    {
        var tags = _request.Query.GetValues("tag") ?? [];
        if (tags.Length > RegistrationLimits.Tags || tags.Any(tag => tag.Length is 0 or > RegistrationLimits.TagLength))
        {
            Fault("tag", $"must be 1 to {RegistrationLimits.TagLength} characters, at most {RegistrationLimits.Tags} times");
        }

        return tags;
    }

    private string? ReadZone()
    {
        var zone = Single("zone");
        if (zone?.Length is 0 or > RegistrationLimits.ZoneLength)
        {
            Fault("zone", $"must be 1 to {RegistrationLimits.ZoneLength} characters");
        }

        return zone;
    }

    private ServiceName? ReadService(string parameter)
    {
        if (Single(parameter) is not { } text)
        {
            return null;
        }

        if (!ServiceName.TryParse(text, out var service))
        {
            Fault(parameter, ServiceName.Rule);
        }

        return service;
    }

    private HealthStatus? ReadStatus()
    {
        if (Single("status") is not { } text)
        {
            return null;
        }

        if (Enum.TryParse<HealthStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status))
        {
            return status;
        }

        Fault("status", $"must be one of {string.Join(", ", Enum.GetNames<HealthStatus>())}");
        return null;
    }

    private int ReadLimit()
    {
        var text = Single("limit");
        if (text is null)
        {
            return PageRequest.DefaultLimit;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= PageRequest.MaxLimit)
        {
            return limit;
        }

        Fault("limit", $"must be 1 to {PageRequest.MaxLimit}");
        return PageRequest.DefaultLimit;
    }

    private string? ReadContinuation()
    {
        var token = Single(NextPage.Parameter);
        var after = token is null ? null : NextPage.After(token);
        if (token is not null && after is null)
        {
            Fault(NextPage.Parameter, "is none that this service gave: follow the Link of the page before");
        }

        return after;
    }

    /// <summary>Null when it is not given, or at fault.</summary>
    public string? ReadText(string parameter, int max)
    {
        var text = Single(parameter);
        if (text is null || (text.Length >= 1 && text.Length <= max && !text.Any(char.IsControl)))
        {
            return text;
        }

        Fault(parameter, $"must be 1 to {max} characters without control characters");
        return null;
    }

    /// <summary>Null when it is not given, or at fault.</summary>
    public DateTimeOffset? ReadMoment(string parameter)
    {
        if (Single(parameter) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return moment;
        }

        Fault(parameter, "must be a time such as 2026-01-02T03:04:05Z");
        return null;
    }

    private string? Single(string name)
    {
        var values = _request.Query.GetValues(name);
        if (values?.Length > 1)
        {
            Fault(name, "must be given once");
        }

        return values?[0];
    }

    private void Fault(string parameter, string detail) => _errors.Add(ProblemError.OfParameter(parameter, detail));
}
